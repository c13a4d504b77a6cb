"""The kinds of mistakes that only the check tells, and no build (tests/build/test_language.py has examples)."""

OF_LANGUAGE = {
    *("word_unknown", "word_without_yo", "wrong_name", "masculine_form", "money_in_words", "hyphen_for_dash"),
    *("three_dots", "blank_before_sign", "two_blanks", "blank_in_quotes", "no_break_space_typed"),
    *("sentence_too_long", "hard_to_read", "link_not_confirmed", "link_unused", "link_outdated", "checked_ahead"),
    *("hint_missing", "hint_without_press", "life_missing", "nothing_learnt"),
    *("button_not_there", "refusal_names_no_button"),
    *("too_many_only_pressed", "passed_by_enter", "schema_outdated", "no_spelling"),
}
