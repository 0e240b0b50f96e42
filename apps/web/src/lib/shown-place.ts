/** What the place is called, as the server wrote it into the title of the page; whoever changes it here says so here. */
export const shownPlace = { name: document.title };
