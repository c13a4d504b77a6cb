// On a narrow screen the parts of a table are laid out as lines of a list, and Safari then no longer exposes it as a
// table. The roles say that it still is one. They aren't written into the page: HTML allows no role in a table.

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

export function setTableRoles(root) {
  for (const [parts, role] of Object.entries(ROLES)) {
    for (const part of root.querySelectorAll(parts)) part.setAttribute("role", role);
  }
}
