// A real table, for those who do not see the picture or want the figures.

/** The first cell of a row is its head. @param names head of the column with names that people gave, in whatever language */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[], names?: string): HTMLTableElement {
  const made = document.createElement("table");
  made.createCaption().textContent = caption;
  const top = made.createTHead().insertRow();
  heads.forEach(text => top.append(head(text, "col")));
  const body = made.createTBody();
  for (const [first, ...rest] of rows) {
    const row = body.insertRow();
    row.append(head(first ?? "", "row"));
    rest.forEach(text => row.insertCell().textContent = text);
    const named = names === undefined ? undefined : row.cells[heads.indexOf(names)];
    if (named) {
      named.translate = false;
    }
  }

  return made;
}

function head(text: string, scope: string): HTMLTableCellElement {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}
