/** An element of the page by its id. */
export function element<Sort extends HTMLElement = HTMLElement>(id: string): Sort {
  return document.getElementById(id) as Sort;
}

/** An element with a text in it. */
export function text(tag: string, content: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = content;
  if (className !== '') made.className = className;
  return made;
}
