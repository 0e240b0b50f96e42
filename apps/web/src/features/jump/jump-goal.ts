/** What is typed while the palette opens is for its field. */
export const jumpGoal = 'jump';
