// What `make lint` asks of the scripts. All rules are ESLint's own, and none is about spaces.

const BROWSER = `
  AbortSignal FormData Intl MutationObserver ResizeObserver URL URLSearchParams addEventListener crypto document fetch
  history localStorage location navigator performance requestAnimationFrame sessionStorage setTimeout window
`;
const WORKER = "Request Response URL caches fetch self";

const MISTAKES = `
  array-callback-return consistent-return constructor-super for-direction getter-return no-async-promise-executor
  no-class-assign no-compare-neg-zero no-cond-assign no-const-assign no-constant-binary-expression no-constant-condition
  no-constructor-return no-control-regex no-debugger no-dupe-args no-dupe-class-members no-dupe-else-if no-dupe-keys
  no-duplicate-case no-duplicate-imports no-empty-character-class no-empty-pattern no-ex-assign no-fallthrough
  no-func-assign no-global-assign no-import-assign no-inner-declarations no-invalid-regexp no-irregular-whitespace
  no-loop-func no-loss-of-precision no-misleading-character-class no-new-native-nonconstructor no-obj-calls
  no-promise-executor-return no-prototype-builtins no-redeclare no-self-assign no-self-compare no-setter-return
  no-shadow no-shadow-restricted-names no-sparse-arrays no-template-curly-in-string no-this-before-super no-throw-literal no-undef
  no-unexpected-multiline no-unmodified-loop-condition no-unreachable no-unreachable-loop no-unsafe-finally
  no-unsafe-negation no-unsafe-optional-chaining no-useless-backreference radix require-await require-yield use-isnan
  valid-typeof
`;
const LEFT_OVER = `
  no-alert no-console no-empty-static-block no-extra-bind no-extra-boolean-cast no-lone-blocks no-unneeded-ternary
  no-unused-expressions no-unused-labels no-unused-private-class-members no-unused-vars no-useless-assignment
  no-useless-call no-useless-catch no-useless-computed-key no-useless-concat no-useless-constructor no-useless-escape
  no-useless-rename no-useless-return
`;
const STYLE = `
  default-case-last eqeqeq no-array-constructor no-caller no-else-return no-eval no-extend-native no-implicit-coercion
  no-implied-eval no-invalid-this no-lonely-if no-multi-assign no-negated-condition no-nested-ternary no-new no-new-func
  no-new-wrappers no-object-constructor no-param-reassign no-proto no-return-assign no-script-url no-sequences no-var
  no-void no-with object-shorthand prefer-arrow-callback prefer-const prefer-exponentiation-operator
  prefer-object-has-own prefer-object-spread prefer-promise-reject-errors prefer-regex-literals prefer-rest-params
  prefer-spread prefer-template yoda
`;

const words = (text) => text.split(/\s+/).filter(Boolean);
const globals = (names) => Object.fromEntries(words(names).map((name) => [name, "readonly"]));

const rules = {
  ...Object.fromEntries(words(MISTAKES + LEFT_OVER + STYLE).map((name) => [name, "error"])),
  complexity: ["error", 15],
  "max-depth": ["error", 3],
  "no-empty": ["error", { allowEmptyCatch: true }],
  "no-use-before-define": ["error", { functions: false }],
  "one-var": ["error", "never"],
  "no-restricted-syntax": [
    "error",
    {
      // A module is joined as a function that isn't async, and the others would have to wait for it.
      selector: ":matches(AwaitExpression, ForOfStatement[await=true]):not(:function *)",
      message: "A module can't wait at its top level; wait in an async function.",
    },
  ],
};

// The service worker is a template. The build writes a text or a value in place of double braces, and a zero is both.
const filled = {
  preprocess: (text) => [text.replace(/\{\{.*?\}\}/g, (place) => "0".padEnd(place.length))],
  postprocess: ([messages]) => messages,
};

export default [
  {
    files: ["docs/assets/**/*.js", "macros/publish/*.js"],
    ignores: ["**/service-worker.js"],
    languageOptions: { globals: globals(BROWSER) },
    linterOptions: { noInlineConfig: true },
    rules,
  },
  {
    files: ["macros/publish/templates/service-worker.js"],
    languageOptions: { globals: globals(WORKER) },
    linterOptions: { noInlineConfig: true },
    processor: filled,
    rules,
  },
];
