import type { ChatState, ClientState, ConfabClient } from '@confab/client';
import type { Message, Person, PlacePermission } from '@confab/protocol';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { ErrorWords } from '../lib/failure-text.ts';
import type { SystemWords } from '../lib/system-words.ts';
import type { Surface } from '../ui/lazy-surface.tsx';
import type { CompletionSource } from './completion.ts';
import type { ComposerTool } from './composer-tool.ts';
import type { Key, ListedKey } from './key.ts';
import type { MessageAction } from './message-action.ts';
import type { Overlay } from './overlays.ts';

/**
 * What a feature of the page brings along. Its folder hands over one of these in its index.ts, and app/features.ts lists
 * them: nothing else of the page knows of it. `order` says where something stands among what others brought.
 */
export type WebFeature = {
  name: string;
  pages?: readonly Page[];
  panels?: readonly Panel[];
  overlays?: readonly Overlay[];
  messageParts?: readonly MessagePart[];
  detailsSections?: readonly DetailsSection[];
  composerTools?: readonly ComposerTool[];
  keys?: readonly Key[];
  systemWords?: SystemWords;
  /** Runs as long as its person is on the page. The result ends it. */
  start?: (client: ConfabClient) => () => void;
};

/**
 * What a feature brings along for those who point, press a key or write: loaded a moment after the first look at a chat. It is in
 * its late.ts, and app/late-features.ts lists them.
 */
export type LateFeature = {
  name: string;
  pages?: readonly Page[];
  adminPages?: readonly AdminPage[];
  personActions?: readonly PersonAction[];
  detailsSections?: readonly DetailsSection[];
  cardActions?: readonly CardAction[];
  messageActions?: readonly MessageAction[];
  completions?: readonly CompletionSource[];
  settingsSections?: readonly SettingsSection[];
  /** For the list of keys: they are listened to where they work. */
  keys?: readonly ListedKey[];
  errorWords?: ErrorWords;
  /** Of what is told seldom: until they are here, it stands as the server wrote it. */
  systemWords?: SystemWords;
  /** As that of a `WebFeature`, from a moment after the first look. */
  start?: (client: ConfabClient) => () => void;
};

/** What an address holds in the places of a pattern: of "threads/:seq" the `seq`. */
export type Params = Readonly<Record<string, string | undefined>>;

/** In the place of the conversation, with an address of its own. */
export type Page = {
  path: `/${string}`;
  title: () => string;
  order: number;
  Pane: Surface<{ params: Params }>;
  /** One's own menu leads there, by this. */
  menuIcon?: LucideIcon;
  /** Where it leads; to `path` if left out, which then has no names in it. */
  menuPath?: `/${string}`;
  /** How much is new there, beside its entry and on one's own picture; nothing where nothing is. */
  Badge?: Surface<object>;
  /** Left out of the menu elsewhere: of servers that can't do what it is for, or for people who may not. */
  isFor?: (state: ClientState, place: InPlace) => boolean;
};

/** What I may in the place, and the pages of those who run it. */
export type InPlace = { may: readonly string[]; adminPages: readonly AdminPage[] };

/** In the area of those who run the place, which brings its title, its scroller and the way to the others. */
export type AdminPage = {
  /** After "/admin/". What follows it in an address is the page's own. */
  path: string;
  order: number;
  title: () => string;
  icon: LucideIcon;
  /** To others it is not there. */
  needs: PlacePermission;
  isFor?: (state: ClientState) => boolean;
  /** How much waits there, beside its entry. */
  Badge?: Surface<object>;
  /** `rest` is what follows in the address, without a slash at its beginning: empty, or "u-12". */
  Page: Surface<{ rest: string }>;
};

/** Something that those who manage people do about one of them. */
export type PersonAction = {
  name: string;
  order: number;
  icon: LucideIcon;
  label: (person: Person) => string;
  isDangerous?: true;
  needs: PlacePermission;
  isFor?: (person: Person, state: ClientState) => boolean;
  /** It asks first. `onDone`: the person is another than before. */
  Dialog: Surface<PersonActionProps>;
};

/** Something about somebody, on their card. Of oneself there is none. */
export type CardAction = {
  name: string;
  order: number;
  icon: LucideIcon;
  label: () => string;
  isFor: (userId: string, place: { state: ClientState; may: readonly string[] }) => boolean;
} & (
  | { Dialog?: undefined; run: (client: ConfabClient, userId: string) => void }
  /** It asks first, in the place of the card. */
  | { Dialog: Surface<CardActionProps> }
);

export type CardActionProps = { userId: string; onClose: () => void };

export type PersonActionProps = { person: Person; onClose: () => void; onDone: () => void };

/** Beside the conversation, under the address of its chat. */
export type Panel = {
  type: string;
  /** After the chat's own address: "details", or "threads/:seq". */
  path: string;
  order: number;
  title: () => string;
  Panel: Surface<PanelProps>;
  /** The header of a chat has a button for it, with this. */
  buttonIcon?: LucideIcon;
};

/** As an address has it. */
export type OpenPanel = { type: string; params: Params };

export type PanelProps = { chat: ChatState; params: Params; onClose: () => void };

/**
 * At the text of a message, under it unless it says above. It is there at once with the message, so it is loaded with the page. At the
 * edge it takes no room: it lies over the line between two messages, at the end side.
 */
export type MessagePart = {
  name: string;
  order: number;
  isAbove?: true;
  isAtEdge?: true;
  /** It stays when the message was deleted. */
  outlives?: true;
  isFor: (message: Message) => boolean;
  Part: ComponentType<{ message: Message }>;
};

/** A part of what is told about a chat beside it. */
export type DetailsSection = {
  name: string;
  order: number;
  isFor?: (chat: ChatState, state: ClientState) => boolean;
  Section: Surface<{ chat: ChatState }>;
};

export type SettingsSection = {
  name: string;
  order: number;
  title: () => string;
  /** Left out elsewhere: of servers that can't do what it is for. */
  isFor?: (state: ClientState) => boolean;
  Section: Surface<object>;
};
