// What html-validate asks of every page, and why it asks less than its recommended set in four places.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Templates leave it, compression takes it away, and no reader sees it.
    "no-trailing-whitespace": "off",
    // HTML allows both spellings; the theme writes this one.
    "doctype-style": ["error", { style: "lowercase" }],
    // HTML allows any id without spaces; the theme's begin with "__", and its script looks for them.
    "valid-id": ["error", { relaxed: true }],
    // ARIA lets lists be named, and screen readers say the name; the rule's default leaves them out.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
  },
};
