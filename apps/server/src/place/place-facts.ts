import type { LogInMethods } from '@confab/protocol';
import type { Arrivals } from './arrivals.ts';

/** The picture of the place where the environment says it: squares as WebP, as base64, by their sides. */
export interface PictureOfEnvironment {
  hash: string;
  small: string;
  large: string;
}

/** What the page has to know of how the server was started. */
export interface PlaceFactsOf {
  isReachable: boolean;
  hasMail: boolean;
  /** Nobody has an account yet, and whoever comes may make the first. */
  isEmpty(): Promise<boolean>;
  /** How one logs in here: each feature that brings a way says so when it is made. */
  methods: LogInMethods;
  arrivals: Arrivals;
  /** The name of the place's picture, or null; set by whoever keeps pictures. */
  picture: () => Promise<string | null>;
  /** Null: an admin says it. */
  pictureOfEnvironment: PictureOfEnvironment | null;
}
