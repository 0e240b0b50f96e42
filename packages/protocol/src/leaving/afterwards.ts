/** What becomes of the messages of somebody whose account is deleted. */
export const afterwards = ['keep', 'anonymous', 'delete'] as const;
export type Afterwards = (typeof afterwards)[number];
