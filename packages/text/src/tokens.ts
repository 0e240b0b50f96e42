/** What a message is made of. Everything in it is text to whoever shows it: no token is, or becomes, markup. */
export type Block =
  /** Lines as they were typed, blank ones between them too: `\n` in the texts breaks a line. */
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: number; children: Inline[] }
  /**
   * `text` is what stands between the fences, to the byte. `language` as it was typed, null where none was. `whole`: all of it,
   * where `text` is only its beginning (`beginningOf`).
   */
  | { kind: 'code'; text: string; language: string | null; whole?: string }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; isOrdered: boolean; items: ListItem[] }
  /** Rows may be shorter or longer than the head. */
  | { kind: 'table'; aligns: Align[]; head: Inline[][]; rows: Inline[][][] };

/** `number` is null in lists without an order, `isDone` where the item is no task. */
export type ListItem = { number: number | null; isDone: boolean | null; children: Block[] };

/** Of a column of a table. */
export type Align = 'start' | 'center' | 'end' | null;

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'emphasis' | 'strike' | 'spoiler'; children: Inline[] }
  | { kind: 'code'; text: string }
  /** `:name:`, perhaps of a custom emoji; whether there is such a one is for others to say. */
  | { kind: 'emoji'; text: string }
  /** `href` has passed `safeHref`. In its children is no other link, and no mention. */
  | { kind: 'link'; href: string; children: Inline[] }
  | ({ kind: 'mention' } & Mention);

/** Somebody's name after an `@`, as it was typed; whether there is such a person is for others to say. */
export type Mention = {
  name: string;
  /** Of the `@`, in UTF-16 units of the message. */
  from: number;
  /** Of what comes after the name. */
  to: number;
};

/** A line of a message, or what containers around it (quotes, lists) leave of it, and where in the message that begins. */
export type Line = { text: string; at: number };
