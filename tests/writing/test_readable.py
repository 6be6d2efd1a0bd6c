"""Which sentences can stand alone on a card."""

import time

import pytest

from bot.writing.readable import Fitness, fitness

HANG_S = 20.0


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The harbour council approved the flood barrier on Monday.", "en"),
        ("This week the harbour council met for the tenth time.", "en"),
        ("Mayor Ada Moss said the barrier would open in May.", "en"),
        ('"The barrier is late," Mayor Ada Moss told the council.', "en"),
        ("Subscribers left the Tern Courier after prices rose.", "en"),
        ("A court ruled on copyright in songs on Tuesday.", "en"),
        ("Die Fähre fährt ab Montag wieder nach Ternhafen.", "de"),
        ("„Die Fähre fährt“, sagte Kapitän Falk am Montag in Ternhafen.", "de"),
        ("Este lunes el puerto abrió de nuevo sus puertas.", "es"),
        ("O presidente da câmara abriu o porto ontem.", "pt"),
        ("Порт снова открылся в понедельник утром.", "ru"),
        ("港口委员会星期一批准了防洪堤计划。", "zh"),
        ("สภาท่าเรืออนุมัติเขื่อนป้องกันน้ำท่วมเมื่อวันจันทร์", "th"),
    ],
)
def test_a_plain_sentence_of_news_is_good(sentence: str, language: str) -> None:
    assert fitness(sentence, language) is Fitness.GOOD


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign up for our morning newsletter and never miss a story.",
        "Subscribe to the Harbour Post for more stories like this.",
        "Follow us on every channel for the latest news.",
        "Read more: How the flood barrier came to be built.",
        "This article was first published by the Tern Courier.",
        "© 2026 The Harbour Post and its licensors.",
        "The Harbour Post. All rights reserved, here and elsewhere.",
        "Photo: Finn Oakes for the Harbour Post agency.",
        "Ada Moss and Finn Oakes contributed to this report.",
        "Abonnieren Sie unseren Brief aus dem Hafen jetzt.",
        "Abonnez-vous pour lire la suite de cet article.",
        "Suscríbete para leer todas las noticias del puerto.",
        "Assine para ler todas as notícias do porto hoje.",
        "Подписывайтесь на наш канал, чтобы читать новости.",
        "点击这里订阅我们的每日港口新闻。",
        "Nobody.",
    ],
)
def test_what_sells_the_outlet_or_says_nothing_never_comes(sentence: str) -> None:
    assert fitness(sentence) is Fitness.NEVER


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("But he would not say when the barrier opens.", "en"),
        ("However, they opened the barrier on Monday.", "en"),
        ("It also protects the fish market from the sea.", "en"),
        ("As a result, the fish market stayed dry on Monday.", "en"),
        ('"The barrier is late and everyone knows it," he said.', "en"),
        ('"The barrier is late and everyone here knows it."', "en"),
        ('The barrier is late and everyone here knows it."', "en"),
        ("Who will pay for the barrier in the harbour?", "en"),
        ("The barrier in the harbour of Tern Bay", "en"),
        ("The council said that the barrier would cost ...", "en"),
        ("The council said that the barrier would cost nine…", "en"),
        ("Mayor Ada Moss (left) opens the barrier on Monday.", "en"),
        ("Er wollte nicht sagen, wann die Fähre fährt.", "de"),
        ("Cependant, le port reste fermé jusqu'à lundi.", "fr"),
        ("Sin embargo, el puerto sigue cerrado hasta el lunes.", "es"),
        ("Ele não quis dizer quando abre o porto.", "pt"),
        ("Однако порт остаётся закрытым до понедельника.", "ru"),
        ("他没有说明防洪堤何时启用。", "zh"),
        ("Il porto, " + "molto " * 80 + "grande, apre lunedì.", "it"),
    ],
)
def test_what_leans_on_the_text_around_it_is_poor(sentence: str, language: str) -> None:
    assert fitness(sentence, language) is Fitness.POOR


@pytest.mark.parametrize("unit", [" ", "(", '"', "said he ", "a.", "photo ", "\0", "“", "sign up "])
def test_hostile_sentences_are_judged_at_once(unit: str) -> None:
    started = time.monotonic()

    fitness(unit * 1_000_000)

    assert time.monotonic() - started < HANG_S
