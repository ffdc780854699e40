from crosscurrents.extract.quotations import quotations

from .made import Maker, view

TEXT = 'They praised the treaty, "a fine piece of work", and called it "historic".'


def test_speech_is_quoted_and_scare_quotes_are_not():
    make = Maker(TEXT)
    quotes = [make.quote("a fine piece of work", "They"), make.quote("historic", scare=True)]
    (found,) = quotations(view(TEXT, quotes=quotes))
    assert (found.text, found.speaker.name) == ("a fine piece of work", "They")
    assert TEXT[found.evidence.start : found.evidence.end] == found.text


def test_the_reader_may_know_better():
    make = Maker(TEXT)
    mark = make.mark("quotations", "quotation", "historic", [("speaker", "They"), ("addressee", "the treaty")])
    (found,) = quotations(view(TEXT, [mark], quotes=[make.quote("historic", scare=True)]))
    assert (found.text, found.speaker.name, found.addressee) == ("historic", "They", "treaty")


def test_words_without_quotation_marks_are_no_quotation():
    make = Maker(TEXT)
    assert list(quotations(view(TEXT, [make.mark("quotations", "quotation", "praised the treaty")]))) == []
