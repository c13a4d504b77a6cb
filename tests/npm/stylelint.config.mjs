// What `make lint` asks of the stylesheets. All rules are Stylelint's own, and none is about spaces.

export default {
  rules: {
    // What a browser would leave out
    "annotation-no-unknown": true,
    "at-rule-no-unknown": true,
    "at-rule-descriptor-no-unknown": true,
    "at-rule-prelude-no-invalid": true,
    "color-no-invalid-hex": true,
    "custom-property-no-missing-var-function": true,
    "declaration-property-value-no-unknown": true,
    "function-calc-no-unspaced-operator": true,
    "function-linear-gradient-no-nonstandard-direction": true,
    "function-no-unknown": true,
    "keyframe-declaration-no-important": true,
    "media-feature-name-no-unknown": true,
    "media-feature-name-value-no-unknown": true,
    "media-query-no-invalid": true,
    "media-type-no-deprecated": true,
    "named-grid-areas-no-invalid": true,
    "no-invalid-double-slash-comments": true,
    "no-invalid-position-at-import-rule": true,
    "property-no-deprecated": true,
    "property-no-unknown": true,
    "selector-anb-no-unmatchable": true,
    "selector-attribute-name-disallowed-list": ["style"],
    "selector-pseudo-class-no-unknown": true,
    "selector-pseudo-element-no-unknown": true,
    "selector-type-no-unknown": true,
    "string-no-newline": true,
    "unit-no-unknown": true,

    // What has no effect, or that of another place
    "block-no-empty": true,
    "comment-no-empty": true,
    "declaration-block-no-duplicate-custom-properties": true,
    "declaration-block-no-duplicate-properties": true,
    "declaration-block-no-redundant-longhand-properties": true,
    "declaration-block-no-shorthand-property-overrides": true,
    "font-family-no-duplicate-names": true,
    "keyframe-block-no-duplicate-selectors": true,
    "length-zero-no-unit": true,
    "no-descending-specificity": true,
    "no-duplicate-at-import-rules": true,
    "no-duplicate-selectors": true,
    "no-empty-source": true,
    "no-irregular-whitespace": true,
    "shorthand-property-no-redundant-values": true,

    // What is agreed on here
    "color-named": ["never", { ignore: ["inside-function"] }],
    "color-no-hex": true, // colours have names, in tokens.css
    "declaration-no-important": true,
    "function-disallowed-list": ["/^(rgb|hsl|hwb|lab|lch|oklab|oklch|color)/"],
    "max-nesting-depth": [0, { ignoreAtRules: ["media", "supports"] }],
    "property-disallowed-list": [
      // by the direction of writing, not by the sides of the screen
      "/^(min-|max-)?(width|height)$/",
      "/^(margin|padding|border|scroll-margin|scroll-padding)-(top|right|bottom|left)/",
      "/^(top|right|bottom|left|float|clear)$/",
    ],
    "selector-class-pattern": "^[a-z]+(-[a-z]+)*(__[a-z]+(-[a-z]+)*)?(--[a-z]+(-[a-z]+)*)?$",
    "selector-max-id": 0,
    "selector-pseudo-element-colon-notation": "double",
  },
  overrides: [{ files: ["**/tokens.css"], rules: { "color-no-hex": null } }],
};
