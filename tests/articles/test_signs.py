"""The signs by which page furniture gives itself away."""

import pytest

from bot.articles import signs


@pytest.mark.parametrize(
    "href",
    [
        "https://www.amazon.co.uk/gp/product/B0",
        "https://amzn.to/3x",
        "//www.awin1.com/cread.php",
        "https://shop.example/?tag=post-20",
        "https://shop.example/x?utm_medium=affiliate",
    ],
)
def test_links_that_pay_a_commission_are_known(href: str) -> None:
    assert signs.is_affiliate(href)


@pytest.mark.parametrize(
    "href",
    ["/news/amazon.com", "https://amazonia.example/a", "https://example.org/?page=tag", "http://["],
)
def test_other_links_are_not(href: str) -> None:
    assert not signs.is_affiliate(href)


@pytest.mark.parametrize(
    "name",
    [
        "related-posts",
        "RelatedArticles__list",
        "c-newsletter_signup",
        "share_buttons",
        "comments-count x",
        "adBox",
        "adsbygoogle",
    ],
)
def test_class_words_name_furniture(name: str) -> None:
    assert signs.names_furniture(name)


@pytest.mark.parametrize(
    "name",
    [
        "article-body",
        "has-related-posts",
        "no-ads",
        "unrelated",
        "shared-space",
        "headline",
        "loading-header",
    ],
)
def test_class_words_of_articles_do_not(name: str) -> None:
    assert not signs.names_furniture(name)


@pytest.mark.parametrize(
    "line",
    [
        "You may so like",
        "You might also like:",
        "Related Articles",
        "Das könnte Sie auch interessieren",
        "À lire aussi",
        "Te puede interesar",
        "Leia também",
        "Leggi anche",
        "Читайте также",
        "関連記事",
        "相关阅读",
        "اقرأ أيضا",
    ],
)
def test_headings_of_other_stories_are_known_in_many_languages(line: str) -> None:
    assert signs.is_related_heading(line)


@pytest.mark.parametrize(
    "line", ["You may like it or not", "Related to whom?", "What the mayor likes", ""]
)
def test_other_headings_are_not(line: str) -> None:
    assert not signs.is_related_heading(line)
