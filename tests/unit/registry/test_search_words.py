import pytest

from services.registry.domain.search_words import asked_words, words_of


def finds(asked: str, name: str) -> bool:
    exact, alike = asked_words(asked)
    return bool((exact | alike) & words_of(name))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("曾乐", "zengle"),
        ("单敏", "shanmin"),
        ("单敏", "danmin"),
        ("单敏", "sm"),
        ("仇文博", "qiuwenbo"),
        ("任静", "renjing"),
        ("解磊", "xielei"),
        ("查良", "zhaliang"),
        ("盖文", "gewen"),
        ("区洋", "ouyang"),
        ("朴杰", "piaojie"),
        ("尉迟恭", "yuchigong"),
        ("郑  婷", "zhengting"),
        ("张小明", "张小明"),
        ("张小明", "章晓明"),
        ("张小明", "张小"),
        ("张小明", "小明"),
        ("张小明", "晓铭"),
        ("张小明", "zhangxiao"),
        ("张小明", "zhang xiao ming"),
        ("张小明", "xiaoming"),
        ("张小明", "zhangxm"),
        ("张小明", "ZXM"),
        ("吕布", "lvbu"),
        ("吕布", "lyubu"),
        ("吕布", "lübu"),
        ("令狐小满", "小满"),
        ("令狐小满", "lhxm"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("阿依古丽·买买提", "阿依古丽"),
        ("Anna Li", "anna"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name: str, asked: str) -> None:
    assert finds(asked, name)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("张三", "章思"), ("章思思", "张三"), ("李明", "李"), ("令狐小满", "令狐"), ("李明", "")],
)
def test_another_name_or_a_surname_alone_finds_nobody(name: str, asked: str) -> None:
    assert not finds(asked, name)


def test_same_characters_are_told_from_the_same_sound() -> None:
    exact, alike = asked_words("章晓明")
    assert not exact & words_of("张小明")
    assert alike & words_of("张小明")


def test_no_word_of_the_index_is_a_surname() -> None:
    for name in ("张小明", "李明", "令狐小满", "单于文博"):
        texts = {text for _, text in words_of(name)}
        assert not texts & {"张", "李", "令狐", "单于", "zhang", "li", "linghu", "z", "l"}


def test_a_name_of_many_readings_stays_a_bounded_number_of_words() -> None:
    assert len(words_of("曾单仇任解查盖区朴行重")) < 400
