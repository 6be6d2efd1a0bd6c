# Ce qui ne va pas avec une adresse, et ce que la modération peut y faire.
# { $url } est l’adresse abrégée ; { $problem } dit en anglais ce qui s’est passé.

source-other = Impossible de lire { $url } ({ $problem }). Vérifiez l’adresse dans un navigateur, puis réessayez.
source-unreachable = { $url } est injoignable ({ $problem }). Vérifiez l’orthographe ; si le site s’ouvre dans un navigateur, réessayez dans quelques minutes.
source-missing = Il n’y a rien à l’adresse { $url } ({ $problem }). Cherchez sur le site l’adresse actuelle du flux, ou donnez-moi sa page d’accueil et je chercherai.
source-refused = { $url } n’admet pas les programmes ({ $problem }). Cherchez un autre flux de ce site, ou demandez à son propriétaire d’autoriser Newsdesk.
source-login = { $url } exige une connexion ou un abonnement ({ $problem }). Je ne peux suivre que des flux lisibles par tout le monde.
source-not-a-feed = Il n’y a pas de flux à l’adresse { $url } ({ $problem }). Cherchez « RSS » ou « Flux » sur le site et donnez-moi cette adresse.
source-not-a-page = { $url } n’est pas une page que je peux lire ({ $problem }). Donnez-moi l’adresse d’un article.
source-private = Je n’ai pas le droit d’ouvrir { $url } ({ $problem }). Je n’interroge que des adresses http et https publiques, sur leurs ports habituels ; pour un site de votre propre réseau, adressez-vous à la personne qui gère ce bot.
source-too-large = { $url } est trop volumineux pour moi ({ $problem }). Voyez si le site propose un flux plus court, par exemple celui d’une rubrique.
source-robots = { $url } ne veut pas être lu par des programmes ({ $problem }). Je respecte ce choix ; demandez un flux au propriétaire du site, ou choisissez une autre source.
source-broken = Ce qu’envoie { $url } est défectueux ({ $problem }). Seul le site peut y remédier ; prévenez son propriétaire, ou cherchez un autre de ses flux.
source-slow = { $url } a mis trop de temps ({ $problem }). Réessayez plus tard ; si la lenteur persiste, cherchez un autre flux de ce site.
source-busy = { $url } a des difficultés en ce moment ({ $problem }). Réessayez dans une heure environ.
source-circle = { $url } renvoie sans fin d’une adresse à l’autre ({ $problem }). Ouvrez-la dans un navigateur et donnez-moi l’adresse à laquelle vous arrivez.
address-unreadable = « { $address } » n’est pas une adresse web. Donnez-m’en une comme example.org ou https://example.org/feed.xml.
source-empty = Ce flux ne contient encore aucune entrée. Vous pouvez vous y abonner quand même : la première sera publiée dès son arrivée.
