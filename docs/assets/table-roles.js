// On a narrow screen the parts of a table are laid out as lines of a list, and Safari then no longer takes them for a
// table. A role says that it still is one. It isn't written into the page: HTML allows no role in a table.

const ROLES = {
  table: "table",
  thead: "rowgroup",
  tbody: "rowgroup",
  tfoot: "rowgroup",
  tr: "row",
  td: "cell",
  "thead th": "columnheader",
  "th[scope=row]": "rowheader",
};

export function keepTables(whole) {
  for (const [parts, role] of Object.entries(ROLES)) {
    for (const part of whole.querySelectorAll(parts)) part.setAttribute("role", role);
  }
}
