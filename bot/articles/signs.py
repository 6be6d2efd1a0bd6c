"""The signs by which page furniture gives itself away: hosts, class words, phrases, styles.

Adverts, affiliate boxes, related stories, newsletters, share buttons and comment counts are not
part of an article. The words here are general: conventions of publishing systems and phrases in
the larger languages of the news, none of them of a single site.
"""

import re
from functools import lru_cache

# Shops and networks whose links pay a commission, and what such links carry.
_AFFILIATE_HOST = re.compile(
    r"(?:^|\.)(?:amazon\.(?:com?(?:\.[a-z]{2})?|[a-z]{2})|amzn\.(?:to|com|eu)|a\.co|awin1\.com"
    r"|shareasale\.com|anrdoezrs\.net|jdoqocy\.com|tkqlhce\.com|dpbolvw\.net|kqzyfj\.com"
    r"|linksynergy\.com|rstyle\.me|shopstyle\.it|skimresources\.com|go\.redirectingat\.com"
    r"|viglink\.com|prf\.hn|pxf\.io|sjv\.io|tradedoubler\.com|zanox\.com|clickbank\.net|avantlink"
    r"\.com|partnerize\.com|narrativ\.com|howl\.me|shop-links\.co|fave\.co|geni\.us|aliexpress\.com"
    r"|rover\.ebay\.com|tc\.tradetracker\.net|affiliates?\.[a-z0-9.-]+)$"
)
_HOST = re.compile(r"\s{0,8}(?:[a-zA-Z]{1,8}:)?//(?:[^/?#@\s]{0,100}@)?([^/:?#\s]{1,253})")
_AFFILIATE_MARK = re.compile(
    r"[?&](?:tag=[\w-]{2,40}-2\d\b|aff(?:iliate)?_?(?:id|code)?=|afftrack=|utm_medium=affiliate"
    r"|irclickid=|ascsubtag=|campid=\d)",
    re.IGNORECASE,
)
_AD_HOST = re.compile(
    r"(?:^|\.)(?:doubleclick\.net|googlesyndication\.com|googleadservices\.com|outbrain\.com"
    r"|taboola\.com|revcontent\.com|mgid\.com|zergnet\.com|criteo\.(?:com|net)|adnxs\.com"
    r"|plista\.com|ligatus\.com|content\.ad|dianomi\.com)$"
)

# Words in class names and ids, matched as whole words after "camelCase" is split.
_CLASS_WORDS = re.compile(
    r"(?<![a-z])(?:"
    # adverts and shops
    r"adverts?|advertis(?:e|ing)ments?|ad-?(?:box|container|slot|unit|wrapper|block|break|banner"
    r"|placement|zone)|adsbygoogle|google-ads?|dfp(?:-ad)?|gpt-ad|sponsored(?:-content|-links?"
    r"|-post)?|outbrain|ob-widget|taboola|revcontent|mgid|zergnet|aawp|amzn|amazon-(?:box|product"
    r"|widget|card|ad)|affiliate(?:-box|-link|-links|-product|-widget|-card)?|product-(?:box|card"
    r"|widget|embed|promo)|buy-?box|shop-(?:box|widget|card)|promo(?:-box|-block|-unit)"
    # other stories
    r"|related(?:-?(?:posts?|articles?|stor(?:y|ies)|news|content|links?|items?|topics|entries"
    r"|coverage|box|list|block|section|module|widget|wrap(?:per)?|container|grid|reads?))?"
    r"|yarpp(?:-related)?|jp-relatedposts|recommend(?:ed|ations?)(?:-?(?:posts?|articles?|stories"
    r"|reading|content|list|section|items?))?|you-(?:may|might)-(?:also|like)|more-(?:stories"
    r"|news|from"
    r"|articles|posts|on-this|in-this|reading)|read-?(?:more|next|also)(?:-?(?:box|list|block"
    r"|links?"
    r"|section|wrap(?:per)?))|also-(?:read|like)|up-next|most-?(?:read|popular|viewed|shared)"
    r"|popular-(?:posts|stories|articles)|trending(?:-(?:now|stories|posts|list|topics))?"
    r"|latest-(?:news|posts|stories)|recirc(?:ulation)?|article-?recommendations?|verwandte"
    r"|artigos-relacionados|noticias-relacionadas"
    # newsletters
    r"|newsletter(?:-?(?:signup|sign-up|box|form|block|widget|promo|cta|container|wrap(?:per)?))?"
    r"|mc4wp(?:-form)?|mailchimp|mailing-list|email-?(?:signup|sign-up|capture)|opt-?in-(?:form"
    r"|box)"
    r"|subscribe-?(?:box|form|block|widget|cta|promo|banner)|signup-(?:form|box)"
    # sharing and comment counts
    r"|share-?(?:bar|buttons?|links?|tools|icons?|box|block|list|widget|this|wrap(?:per)?)"
    r"|social-?(?:share|sharing|links?|icons?|media|bar|buttons?|follow|tools)"
    r"|sharing(?:-buttons?)?"
    r"|sharedaddy|sharethis|addtoany|addthis|follow-us"
    r"|comments?-?(?:count|number|link|links|counter|total)|num-comments|disqus-comment-count"
    r")(?![a-z])"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\s_]+|-{2,}")
# A page's own state ("has-related", "no-ads") and what is named after what it lacks.
_STATE_WORD = re.compile(r"\b(?:has|no|without|is|hide|not|with|body|page|single|template)-\S*")

_RELATED_PHRASES = (
    # English
    r"(?:you|we) (?:may|might|could|will|'ll)(?: also| so| too)?(?: be)?(?: like| love| enjoy"
    r"| interested in| want to read)(?: this| these| too)?"
    r"|(?:more|other|further|similar|related|recommended|suggested|popular|trending|latest|top"
    r"|recent"
    r"|featured)(?: related)? (?:stories|articles|posts|news|reads?|reading|coverage|content|links"
    r"|headlines|topics|videos|from around the web|for you)(?: for you| today| now)?"
    r"|(?:related|recommended|read (?:next|also|more|this next)|up next|see also|also read"
    r"|don'?t miss"
    r"|trending(?: now)?|most (?:read|popular|viewed|shared)|more (?:from|on|in) [^.!?]{2,40}"
    r"|must reads?|editor'?s? picks?|what to read next|keep reading|more like this|more to read"
    r"|from (?:around )?the web|in case you missed it|explore more|sponsored content|around the web"
    r"|promoted (?:stories|content|links)|popular (?:on|in) [^.!?]{2,30}|recommended for you)"
    # German
    r"|(?:das könnte (?:sie|dich|ihnen|dir) auch (?:interessieren|gefallen)|mehr zum thema"
    r"|lesen sie"
    r" (?:auch|mehr|weiter)|lies auch|ähnliche (?:artikel|beiträge)|verwandte (?:artikel|themen"
    r"|beiträge)|weitere (?:artikel|meldungen|themen|nachrichten|beiträge)|auch interessant"
    r"|meistgelesen|zum weiterlesen|empfohlene artikel|passend dazu|mehr aus [^.!?]{2,30})"
    # French
    r"|(?:à lire (?:aussi|également|ensuite)|lire aussi|sur le même (?:sujet|thème)|articles?"
    r" (?:similaires|liés|associés|recommandés|connexes)|vous aimerez (?:aussi|peut-être)"
    r"|cela (?:peut|pourrait) vous intéresser|voir aussi|les plus lus|à ne pas manquer"
    r"|dans la même rubrique|ces articles (?:peuvent|pourraient) vous intéresser)"
    # Spanish
    r"|(?:(?:te|le|os) (?:puede|podría|puede que)(?: también)? interes(?:ar|e)|también te puede"
    r" (?:interesar|gustar)|(?:noticias|artículos|notas|contenidos?) (?:relacionad[oa]s?"
    r"|recomendados?)"
    r"|lee también|leer también|lea (?:también|además)|más (?:noticias|información|leídas|sobre"
    r" [^.!?]{2,30})|lo más (?:leído|visto)|relacionad[oa]s|quizás te interese|no te pierdas)"
    # Portuguese
    r"|(?:leia (?:também|mais)|veja (?:também|mais)|(?:notícias|artigos|matérias|posts|conteúdos?)"
    r" relacionad[oa]s?|você (?:também )?pode (?:gostar|se interessar)(?: de)?|mais lidas"
    r"|saiba mais"
    r"|mais notícias|talvez você goste|recomendado para você|pode gostar também)"
    # Italian
    r"|(?:leggi anche|potrebbe(?:ro)? (?:interessarti|piacerti)(?: anche)?|ti potrebbe(?:ro)?"
    r" (?:interessare|piacere)(?: anche)?|articoli (?:correlati|simili|consigliati)|altri articoli"
    r"|vedi anche|i più letti|notizie correlate)"
    # Dutch, Nordic
    r"|(?:lees (?:ook|meer|verder)|gerelateerde? (?:artikelen|berichten|nieuws)"
    r"|meer over [^.!?]{2,30}"
    r"|meest gelezen|misschien vind je dit ook leuk|læs også|les også|läs (?:också|mer|även)"
    r"|lue myös|relaterade (?:artiklar|nyheter)|mest læst|mest lest|mest läst)"
    # Slavic, Turkish, Greek, Romanian, Hungarian, Indonesian, Vietnamese
    r"|(?:читайте также|читать также|похожие (?:статьи|новости|материалы)|материалы по теме"
    r"|ещё по теме"
    r"|еще по теме|вам может (?:быть интересно|понравиться)|смотрите также|по теме|самое читаемое"
    r"|читайте також|схожі (?:статті|новини)|czytaj (?:także|również|też|więcej)|zobacz (?:także"
    r"|również|też)|podobne (?:artykuły|wpisy)|powiązane artykuły|přečtěte si také"
    r"|související články"
    r"|mohlo by vás zajímat|ilgili haberler|benzer haberler|bunlar da ilginizi çekebilir|διαβάστε"
    r" (?:επίσης|ακόμα)|σχετικά άρθρα|citește și|articole (?:similare|recomandate)"
    r"|kapcsolódó cikkek"
    r"|olvasta már|baca juga|artikel terkait|berita terkait|tin liên quan|bài viết liên quan"
    r"|có thể bạn quan tâm|xem thêm)"
    # Chinese, Japanese, Korean, Arabic, Hebrew, Hindi
    r"|(?:相关(?:文章|新闻|阅读|推荐|报道)|推荐阅读|猜你喜欢|延伸阅读|你可能(?:也|还)?(?:喜欢|感兴趣)"
    r"|热门文章|相關(?:文章|新聞|閱讀|報導)|推薦閱讀|延伸閱讀|你可能(?:也|還)會?(?:喜歡|感興趣)"
    r"|熱門文章|関連記事"
    r"|関連ニュース|おすすめ(?:記事|の記事)?|あわせて読みたい|こちらもおすすめ"
    r"|人気記事|関連リンク|관련 ?(?:기사|뉴스|글)"
    r"|추천 ?기사|많이 본 (?:뉴스|기사)|اقرأ (?:أيضا|أيضاً|المزيد)|مقالات (?:ذات صلة|مشابهة)"
    r"|مواضيع ذات صلة"
    r"|قد يعجبك أيضا|כתבות קשורות|אולי יעניין אותך|यह भी पढ़ें|संबंधित (?:खबरें|समाचार))"
)
RELATED_HEADING = re.compile(rf"\W{{0,3}}(?:{_RELATED_PHRASES})\W{{0,4}}", re.IGNORECASE)
LONGEST_HEADING = 60  # characters: a heading of furniture is short, and no regex sees more

COMMENT_COUNT = re.compile(
    r"\W{0,3}(?:\d{1,6}|no|leave a|add a|post a|be the first to)?\s?(?:comments?|kommentare?"
    r"|commentaires?"
    r"|comentarios?|comentários?|commenti|commento|reacties|reactie|komment(?:arer|arze|arz)"
    r"|kommentit"
    r"|коммента(?:рий|рия|риев|рии)|yorum(?:lar)?|评论|評論|留言|コメント|댓글|تعليقات?|σχόλια)"
    r"(?:\s?[(:]?\s?\d{1,6}\)?)?\W{0,3}",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_affiliate(href: str) -> bool:
    """Tell whether a link leads to a shop or a network that pays for the click.

    Args:
        href: The link as it stands in the page.
    """
    host = _host(href)
    return bool(host and (_AFFILIATE_HOST.search(host) or _AD_HOST.search(host))) or bool(
        _AFFILIATE_MARK.search(href[:2000])
    )


def _host(href: str) -> str:
    found = _HOST.match(href)
    return found[1].lower() if found else ""


@lru_cache(maxsize=8192)
def names_furniture(name: str) -> bool:
    """Tell whether an element's class and id name an advert, a related box and the like.

    Args:
        name: Class and id, joined by a blank.
    """
    words = _NOT_WORD.sub(" ", _CAMEL.sub("-", name[:500]).replace("_", "-").replace("--", " "))
    return bool(_CLASS_WORDS.search(_STATE_WORD.sub(" ", words.lower())))


def is_related_heading(text: str) -> bool:
    """Tell whether a whole line is a heading such as "You may also like", in many languages."""
    line = text.strip()
    return len(line) <= LONGEST_HEADING and bool(
        RELATED_HEADING.fullmatch(line.replace("\u2019", "'"))
    )


def is_comment_count(text: str) -> bool:
    """Tell whether a whole line is a count of comments, or the bare word."""
    line = text.strip()
    return len(line) <= LONGEST_HEADING and bool(COMMENT_COUNT.fullmatch(line))
