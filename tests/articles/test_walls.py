"""Walls in front of articles are told from articles about walls."""

import pytest

from bot.articles import wall_words as walls
from bot.articles.reading import read_page
from tests.articles import fiction


def _page(title: str, *lines: str, extra: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return fiction.page(
        f"<h1>{title}</h1>{body}{extra}", f"<title>{title} | {fiction.SITE}</title>"
    )


_WALLS = {
    "english consent": (
        walls.CONSENT,
        _page(
            "We value your privacy",
            "We and our 842 partners store and access information on a device, such as cookies.",
            "You may withdraw your consent or object to legitimate interest at any time.",
            extra="<button>Accept all</button><button>Manage preferences</button>",
        ),
    ),
    "a long list of purposes": (
        walls.CONSENT,
        _page(
            "Your privacy choices",
            *(
                f"Purpose {n}: our partners may use cookies for personalised advertising and"
                " content measurement where you consent, or rely on legitimate interest."
                for n in range(30)
            ),
            "Accept all or reject all. See our privacy policy. Withdraw your consent any time.",
        ),
    ),
    "german consent": (
        walls.CONSENT,
        _page(
            "Datenschutzeinstellungen",
            "Wir und unsere bis zu 213 Partner benötigen Ihre Einwilligung, um Geräte auszulesen.",
            "Mit Werbung weiterlesen: akzeptieren und weiter. Oder lesen Sie im Pur-Abo.",
        ),
    ),
    "french consent": (
        walls.CONSENT,
        _page(
            "Le respect de votre vie privée est notre priorité",
            "Avec nos 170 partenaires, nous lisons des données sur votre terminal.",
            "Tout accepter ou continuer sans accepter ; certains invoquent un intérêt légitime.",
        ),
    ),
    "captcha": (
        walls.CAPTCHA,
        _page(
            "Just a moment...", "Verifying you are human. This may take a few seconds. Ray ID: 8c2f"
        ),
    ),
    "captcha by its frame": (
        walls.CAPTCHA,
        _page(
            "harbourpost.example",
            extra="<iframe src='https://geo.captcha-delivery.com/c'></iframe>",
        ),
    ),
    "russian captcha": (
        walls.CAPTCHA,
        _page("Вы не робот?", "Подтвердите, что запросы отправляли вы, а не робот."),
    ),
    "not found": (
        walls.NOT_FOUND,
        _page(
            "Page not found",
            "Sorry, the page you are looking for could not be found. Go back to the homepage.",
        ),
    ),
    "404": (walls.NOT_FOUND, _page("404", "Nothing to see here but a lost gull.")),
    "german not found": (
        walls.NOT_FOUND,
        _page("Seite nicht gefunden", "Leider existiert nicht, was Sie suchen."),
    ),
    "spanish not found": (
        walls.NOT_FOUND,
        _page("Página no encontrada", "La página que buscas ya no existe."),
    ),
    "chinese not found": (walls.NOT_FOUND, _page("页面不存在", "抱歉，您访问的页面不存在。")),
    "log-in": (
        walls.LOGIN,
        _page(
            "Log in",
            "Sign in to continue to The Harbour Post. Forgot your password? Create an account.",
            extra="<form><input name='u'><input type='password'></form>",
        ),
    ),
    "french log-in": (
        walls.LOGIN,
        _page(
            "Se connecter", "Mot de passe oublié ? Créer un compte.", extra="<input type=password>"
        ),
    ),
    "denied": (
        walls.DENIED,
        _page("Access Denied", "You don't have permission to access this page. Reference #18.2f"),
    ),
    "denied to a region": (
        walls.DENIED,
        _page(
            "451: Unavailable due to legal reasons",
            "We recognise you are in the European Economic Area.",
        ),
    ),
    "script shell": (
        walls.SHELL,
        _page(
            "The Harbour Post",
            "You need to enable JavaScript to run this app.",
            extra="<script src=a.js></script>",
        ),
    ),
    "empty shell": (
        walls.SHELL,
        fiction.page("<div id=root></div><script>go()</script>", "<title>Post</title>"),
    ),
}
_ARTICLES = {
    "cookies": _page(
        "Why every site asks about cookies",
        "Accept all, reject all, manage preferences: the average reader in town clicks through"
        " eleven such boxes a day, a study of the university by the harbour has counted.",
        "The privacy office wants to end that. Its head, Runa Falk, said on Tuesday that a setting"
        " in the browser should be enough, and that sites would have to obey it from March.",
        "Publishers object. Without consent they could show only adverts that pay a third, said"
        " their association, and many a small paper lived on no more than that.",
        "In the town's own library the box has gone already: its site sets no cookies at all.",
    ),
    "captchas": _page(
        "Are you a robot? The puzzles that machines now solve better",
        "Prove you are human, the page demands, and shows nine blurred pictures of traffic lights."
        " Machines do that faster than people by now, researchers of two universities have found.",
        "Their program solved ninety-six puzzles in a hundred; people managed seventy-one. It also"
        " never swore, said Omar Villanueva, who had watched both for four months.",
        "The makers answer that the pictures matter little. What counts is how the mouse moves.",
    ),
    "a brief": _page(
        "Ferry late", "The ferry to the island ran forty minutes late on Tuesday after fog."
    ),
    "a missing page": _page(
        "Page Not Found in the Town's Oldest Book",
        "A page is missing from the chronicle of 1412, and nobody knows since when.",
    ),
    "a house number": _page(
        "404 Quay Street Is Sold", "The house with the red door has a new owner, a baker."
    ),
    "passwords": _page(
        "Login data of 3,000 readers stolen",
        "Strangers have taken the passwords of 3,000 readers of the library, the town said. Whoever"
        " uses the same password elsewhere should change it, and must not log in from old links.",
    ),
}


@pytest.mark.parametrize("kind", _WALLS)
def test_a_wall_is_called_what_it_is(kind: str) -> None:
    wall, body = _WALLS[kind]

    assert read_page(body, url=fiction.URL).wall == wall


@pytest.mark.parametrize("kind", _ARTICLES)
def test_an_article_about_walls_is_none(kind: str) -> None:
    reading = read_page(_ARTICLES[kind], url=fiction.URL)

    assert not reading.wall
    assert reading.paragraphs


def test_an_article_with_a_log_in_form_in_its_head_is_none() -> None:
    body = fiction.set_as("semantic elements").replace(
        b"<main>", b"<form>Log in <input type='password'> Forgot your password?</form><main>"
    )

    assert not read_page(body, url=fiction.URL).wall
