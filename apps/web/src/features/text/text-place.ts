import { createContext } from 'react';

/** The chat that a text was written in: whom it mentions are members of it. */
export const TextPlace = createContext<string | null>(null);
