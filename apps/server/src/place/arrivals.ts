/** Somebody who came by an invitation to a group. */
export interface Landing {
  chatId: string;
  userId: string;
  /** Whoever made the invitation; empty: whoever runs the server. */
  invitedBy: string;
}

/** What features do with people who come: each says it when it is made. Null: nobody does. */
export interface Arrivals {
  /** Puts them into the group. Rejects where that can't be: they are in the place all the same. */
  land: ((landing: Landing) => Promise<void>) | null;
  /** Mails them a link that shows that the address is theirs. */
  askToConfirm: ((userId: string) => Promise<void>) | null;
  /** Refuses a name that has words which are not to be said in this place; of those who are here already too. */
  requireSayable: ((texts: readonly string[]) => void) | null;
}
