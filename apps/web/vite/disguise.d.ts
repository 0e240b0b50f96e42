/** Still to be read, a third longer, and without a plain letter: what looks plain on the page beside it is not from the catalogue. */
export declare function disguise(text: string): string;
