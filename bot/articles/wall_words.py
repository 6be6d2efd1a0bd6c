"""The words of walls, in many languages: what they are titled, and what they say."""

CONSENT = "consent wall"
CAPTCHA = "captcha"
LOGIN = "log-in page"
NOT_FOUND = "page not found"
DENIED = "access denied"
SHELL = "page that needs scripts"

# In the title or the headline of a page that is a wall, and hardly of an article: whole titles.
TITLES = {
    NOT_FOUND: (
        r"(?:error\s?)?404(?:\W{1,3}(?:error|oops|sorry|(?:page|file|article) .{0,30}))?\W{0,3}"
        r"|.{0,30}\b404\b\W{1,3}(?:not found|error|page).{0,30}"
        r"|(?:oops\W+)?(?:the |this |that |sorry\W+)*(?:page|article|story|content|url|site"
        r"|document)\W{1,3}(?:(?:you\W.{0,30})?(?:was|is|could|can)(?:\W?n[o']t| not)(?: be)?"
        r"|not|no longer) (?:found|available|exists?|be found)\W{0,3}|(?:page |file )?not found"
        r"|nothing (?:was )?found(?: here)?"
        r"|(?:die )?seite (?:wurde )?nicht (?:gefunden|verfügbar|mehr verfügbar)|fehler 404"
        r"|page (?:non trouvée|introuvable|inexistante)"
        r"|(?:la )?página no (?:encontrada|existe|disponible)|página não encontrada"
        r"|pagina non trovata|pagina niet gevonden|sidan (?:hittades inte|kunde inte hittas)"
        r"|siden (?:ble ikke funnet|blev ikke fundet)|sivua ei löydy|страница не найдена"
        r"|сторінку не знайдено|(?:strona nie (?:została )?znaleziona|nie znaleziono strony)"
        r"|stránka nenalezena|sayfa bulunamadı|页面(?:不存在|未找到|没有找到)"
        r"|找不到(?:页面|網頁|頁面)|ページが見つかりません(?:でした)?|페이지를 찾을 수 없습니다"
        r"|الصفحة غير موجودة|trang không tồn tại|halaman tidak ditemukan"
    ),
    CAPTCHA: (
        r"just a moment\W*"
        r"|(?:please )?(?:verify|verifying|confirm|prove) (?:that )?you are (?:a )?(?:human|not "
        r"a robot).{0,30}|are you (?:a )?(?:robot|human)\W*"
        r"|(?:security|bot|human|robot) (?:check|verification|challenge).{0,40}|captcha.{0,20}"
        r"|one more step\W*|checking your browser.{0,40}|pardon our interruption\W*|ddos.guard"
        r"|human verification|attention required\W.{0,30}"
        r"|bitte bestätigen sie.{0,40}mensch.{0,20}|sind sie ein (?:roboter|mensch)\W*"
        r"|êtes-vous un (?:robot|humain)\W*|vérification de sécurité|no soy un robot"
        r"|проверка.{0,30}(?:браузера|робот).{0,10}|вы не робот\W*|安全验证|人机验证|访问验证"
    ),
    DENIED: (
        r"(?:error\W{0,3})?403(?:\W.{0,30})?"
        r"|access (?:to this page )?(?:has been |is )?(?:denied|forbidden|blocked"
        r"|restricted)\W*.{0,30}|forbidden|(?:sorry\W+)?you have been blocked"
        r"|request (?:blocked|rejected)|zugriff verweigert|accès (?:refusé|interdit)"
        r"|acceso denegado|acesso negado|accesso negato|доступ (?:запрещ[её]н|ограничен)"
        r"|451\W.{0,40}legal reasons"
        r"|(?:50[0234]|internal server error|service unavailable|bad gateway|gateway "
        r"time-?out)\b.{0,30}"
    ),
    LOGIN: (
        r"(?:please )?(?:log|sign)[ -]?(?:in|on)(?: (?:to|or|with|required)\b.{0,40})?"
        r"|login(?: (?:page|form|required|to .{2,30}))?|member login"
        r"|(?:create|register)(?: (?:an|your|a free))? account(?:\W.{0,30})?|anmelden|anmeldung"
        r"|einloggen|se connecter|connexion|identification|iniciar sesión|acceder|entrar"
        r"|fazer login|accedi|inloggen|logga in|logg inn|log ind|kirjaudu|войти|вход|авторизация"
        r"|zaloguj się|logowanie|přihlášení|giriş yap|登录|登入|ログイン|로그인|تسجيل الدخول"
    ),
    CONSENT: (
        r"(?:we|your|you) (?:value|and|care about|respect|control).{0,15}\bprivacy(?: choices)?"
        r"|(?:manage|your|my) (?:cookie|privacy|consent) (?:settings|preferences|choices)"
        r"|(?:cookie|privacy|gdpr|data) (?:consent|notice|settings|preferences|wall|options)"
        r"|before you continue.{0,30}|cookies? (?:on|and|at) .{2,30}|consent"
        r"|datenschutz(?:einstellungen|hinweis)?|cookie-einstellungen"
        r"|ihre (?:privatsphäre|daten).{0,40}|gestion des cookies|vos choix.{0,40}cookies"
        r"|(?:votre|le respect de votre) vie privée.{0,40}|(?:tu|su) privacidad.{0,30}"
        r"|(?:a sua|sua) privacidade.{0,30}|la tua privacy.{0,30}"
        r"|privacy(?:gate|-instellingen|instellingen)"
    ),
}

# In the text, sentence by sentence.
PHRASES = {
    CONSENT: (
        r"we (?:and our|use|value|store)\b.{0,60}(?:partners|cookies|privacy)"
        r"|(?:accept|reject|agree|allow|consent|manage|refuse)\W(?:to )?(?:all|and|cookies"
        r"|preferences|options|optional)|store and/?(?: ?or)? ?access information on a device"
        r"|legitimate interest|withdraw your consent"
        r"|(?:our|\d+) (?:\d+ )?(?:tcf )?(?:partners|vendors)"
        r"|personali[sz]ed (?:ads|advertising|content)"
        r"|(?:privacy|cookie) (?:policy|settings|centre|center|preferences|notice)"
        r"|ad(?:vertising)? and content measurement|audience (?:research|insights)"
        r"|alle(?:s)? (?:cookies )?(?:akzeptieren|ablehnen)|akzeptieren und weiter"
        r"|(?:wir|unsere|\d+) (?:und unsere |bis zu \d+ )?partner|berechtigtes interesse"
        r"|(?:mit|ohne) werbung (?:und tracking )?weiter|einwilligung|pur-abo"
        r"|datenschutzerklärung|nos \d* ?partenaires|tout (?:accepter|refuser)"
        r"|accepter et (?:continuer|fermer)|continuer sans accepter|intérêt légitime"
        r"|nuestros \d* ?socios|aceptar (?:todo|todas|y continuar)|rechazar todo"
        r"|interés legítimo|nossos \d* ?parceiros|aceitar (?:todos|e continuar)"
        r"|i nostri \d* ?partner|accetta (?:tutti|e continua)|rifiuta tutti"
        r"|alle(?:s)? accepteren|onze \d* ?partners|akkoord|godta alle|acceptera alla"
        r"|(?:akceptuj|zaakceptuj|przejdź do serwisu)|zaufanych partnerów|принять все"
        r"|файлы cookie|接受所有|クッキー"
    ),
    CAPTCHA: (
        r"(?:verify|verifying|confirm|prove|make sure|checking (?:if|that)) (?:that )?you(?:'re"
        r"| are) (?:a |not a )?(?:human|robot|bot)|not a robot|unusual (?:traffic|activity)"
        r"|automated (?:requests|access|queries)|complete the (?:security check|captcha)"
        r"|solve (?:the|this) captcha|enable javascript and cookies to continue"
        r"|checking your browser|performance (?:&|and) security by cloudflare|ray id"
        r"|press (?:&|and) hold|review the security of your connection"
        r"|(?:ich bin|sie sind|du bist) (?:kein|ein) (?:roboter|mensch)"
        r"|ungewöhnlichen? (?:datenverkehr|aktivität)|je ne suis pas un robot"
        r"|trafic (?:inhabituel|anormal)|no (?:soy|eres) un robot|tráfico inusual"
        r"|não (?:sou|é) um robô|non sono un robot|не робот"
        r"|подозрительн\w+ (?:трафик|активность)|异常(?:流量|访问)|人机验证|로봇이 아닙니다"
        r"|ロボットではありません"
    ),
    LOGIN: (
        r"(?:log|sign) in (?:to|with|or|using)|forgot(?:ten)? (?:your )?password"
        r"|(?:don't|do not|already) have an account|remember me"
        r"|create (?:an|your|a free) account"
        r"|(?:e-?mail(?: address)?|user ?name)(?: (?:and|or) |\W+)password|passwort vergessen"
        r"|noch kein konto|mit .{2,20} anmelden|mot de passe oublié|créer un compte"
        r"|(?:olvidaste|olvidado) (?:tu|su) contraseña|crear (?:una )?cuenta"
        r"|esquec(?:i|eu) (?:a|minha|sua) senha|password dimenticata|wachtwoord vergeten"
        r"|забыли пароль|zapomniałeś hasła|忘记密码|パスワードを忘れ"
    ),
    NOT_FOUND: (
        r"(?:page|article|story|link|url) (?:you (?:are|were|'re) (?:looking for|requested"
        r"|trying to)|(?:you )?requested).{0,60}(?:not|n't|no longer|moved|removed|expired"
        r"|unavailable)"
        r"|(?:can't|cannot|couldn't|could not) (?:seem to )?find (?:the|that|this|what) (?:page"
        r"|article|you)|(?:may|might) have been (?:moved|removed|deleted|renamed)"
        r"|no longer (?:exists|available)"
        r"|(?:does not|doesn't|did not|isn't|not) (?:seem to )?exist"
        r"|(?:page|url) (?:was )?not found|404 (?:error|not found)|error 404"
        r"|check the (?:url|address|link)|(?:go|back|return) to (?:the )?(?:home ?page|homepage)"
        r"|seite (?:wurde |konnte )?(?:leider )?nicht gefunden|existiert nicht"
        r"|page (?:demandée|que vous).{0,40}(?:existe|introuvable|trouvée)"
        r"|página (?:que|solicitada).{0,40}(?:no existe|no se|não)"
        r"|pagina (?:richiesta|che).{0,40}non"
        r"|страниц\w+ .{0,30}(?:не найдена|не существует|удалена)|nie istnieje|不存在"
        r"|見つかりません"
    ),
    DENIED: (
        r"(?:you )?(?:don't|do not) have permission (?:to|on)"
        r"|access (?:to this \w+ )?(?:is |has been )?(?:denied|blocked|restricted|forbidden)"
        r"|you have been blocked|not available in your (?:region|country|location)"
        r"|unavailable (?:due to|for) legal reasons"
        r"|(?:european economic area|general data protection regulation).{0,200}(?:unavailable"
        r"|access|cannot)|reference #\S+|request (?:was )?(?:blocked|rejected)|incident id"
        r"|zugriff (?:wurde )?verweigert|accès refusé|acceso denegado"
        r"|доступ (?:запрещ|ограничен)"
    ),
    SHELL: (
        r"(?:enable|turn on|activate|requires?|need(?:s)?) (?:to (?:enable|run) )?java ?script"
        r"|java ?script (?:is (?:disabled|required|not enabled|needed)|(?:to|must be) )"
        r"|(?:aktivieren sie|bitte) .{0,30}javascript|javascript (?:aktivieren|ist deaktiviert)"
        r"|activer (?:le )?javascript|(?:active|habilite|habilita) .{0,10}javascript"
        r"|включите javascript|javascriptを有効|loading\W{0,3}$"
        r"|browser (?:is not supported|does not support|you are using is)"
    ),
}
