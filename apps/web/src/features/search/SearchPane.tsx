import type { SearchFilterPart } from '@confab/protocol/search';
import { Search } from 'lucide-react';
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import { useLocation, useNavigate } from '../../lib/router/index.ts';
import { keepSearch } from '../../lib/kept-searches.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState, useIsServerKnown, useMyId } from '../../session/client.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { canSearch } from './can-search.ts';
import { HitList } from './HitList.tsx';
import { keepResults, readResults, type Results } from './kept-results.ts';
import { asMeant, everywhere, readAsked, sendable, withoutFilter, writeAsked, type Asked } from './query-chips.ts';
import { RecentSearches } from './RecentSearches.tsx';
import { searchPath, searchPlaceIn, type SearchPlace, type SearchSort } from './search-address.ts';
import { SearchField } from './SearchField.tsx';
import { SearchNotes } from './SearchNotes.tsx';
import { SearchSide } from './SearchSide.tsx';
import { unknownIn } from './unknown-filters.ts';
import { useMine } from './use-mine.ts';
import { useResults } from './use-results.ts';
import { WrongFilters } from './WrongFilters.tsx';

/** Every message that one may see, by words and filters. What is asked is in the address; what was found is there again on the way back. */
export function SearchPane() {
  const isKnown = useIsServerKnown();
  const isThere = useClientState(canSearch);
  if (isKnown && !isThere) {
    return (
      <Frame field={<h1 className="font-semibold">{t`Search`}</h1>}>
        <EmptyState icon={Search} title={t`This server can’t search`}>
          {t`Search comes with a newer version of the server.`}
        </EmptyState>
      </Frame>
    );
  }
  return <Searching />;
}

function Searching() {
  const client = useClient();
  const myId = useMyId();
  const navigate = useNavigate();
  const { search, key } = useLocation();
  const place = searchPlaceIn(search);
  const [kept] = useState(() => readResults(client, key));
  const [asked, setAsked] = useState<Asked>(() => readAsked(place.query));
  const [sort, setSort] = useState<SearchSort>(place.sort);
  const { query, problems } = sendable(asked);
  const counted = sendable(everywhere(asked)).query;
  const found = useResults({ query, sort, counted }, kept?.results ?? null);
  const results = useMine(found.results);
  const searching = { ...found, results };
  const unknown = unknownIn(asked, found.isCurrent ? (results?.unknown ?? []) : []);
  const wrong = [...problems, ...unknown].toSorted((one, other) => placeIn(asked, one) - placeIn(asked, other));
  // Whom one of its filters names there is not: nothing can be found, and nothing is to be sorted.
  const isFutile = unknown.length > 0 && results?.hits.length === 0;
  const body = useRef<HTMLDivElement>(null);
  useFollowedAddress({ query: writeAsked(asked), sort }, (next) => {
    setAsked(readAsked(next.query));
    setSort(next.sort);
  });
  useKeptPlace({ entry: key, body, scrollTop: kept?.scrollTop ?? 0, results });

  function choose(next: Asked): void {
    setAsked(next);
    navigate(searchPath({ query: writeAsked(next), sort }), { replace: true });
  }
  function remember(): void {
    if (query !== '' && wrong.length === 0) keepSearch(myId, writeAsked(asked));
  }
  function submit(): void {
    choose(asMeant(asked));
    remember();
  }

  return (
    <Frame bodyRef={body} field={<SearchField asked={asked} wrong={wrong} onChange={choose} onSubmit={submit} />}>
      <WrongFilters wrong={wrong} onRemove={(filter) => choose(withoutFilter(asked, filter))} />
      {query === '' || isFutile ? (
        wrong.length === 0 && <RecentSearches onChoose={(one) => choose(readAsked(one))} />
      ) : (
        <div className="flex gap-6 px-4 pt-4 pb-10 max-roomy:flex-col max-roomy:gap-3 max-wide:px-2">
          <SearchSide
            results={results}
            asked={asked}
            sort={sort}
            onChange={choose}
            onSort={(next) => {
              setSort(next);
              navigate(searchPath({ query: writeAsked(asked), sort: next }), { replace: true });
            }}
          />
          <div className="min-w-0 flex-1">
            <SearchNotes searching={searching} asked={asked} />
            {results !== null && (
              <HitList results={results} isStale={!found.isCurrent} searching={searching} onOpen={remember} />
            )}
          </div>
        </div>
      )}
    </Frame>
  );
}

/** As it stands in the field: chips before what is typed. */
function placeIn({ chips }: Asked, filter: SearchFilterPart): number {
  return chips.includes(filter) ? chips.indexOf(filter) : chips.length + filter.start;
}

type FrameProps = { field: ReactNode; bodyRef?: Ref<HTMLDivElement>; children: ReactNode };

function Frame({ field, bodyRef, children }: FrameProps) {
  return (
    <div className="page-frame flex min-h-0 flex-1 flex-col">
      <header className="conversation-header relative z-10 flex min-h-15 shrink-0 items-center gap-1 border-b border-line pt-safe-top">
        <BackLink />
        {field}
      </header>
      <div ref={bodyRef} className="page-body flex min-h-0 flex-1 flex-col overflow-y-auto">
        {children}
      </div>
    </div>
  );
}

/** Back and forward, and a link to another search while this one is shown. */
function useFollowedAddress(own: SearchPlace, follow: (place: SearchPlace) => void): void {
  const { search } = useLocation();
  const onOther = useEffectEvent((address: string) => {
    // Whoever types is ahead of what the page has followed.
    const isNow = address === window.location.search;
    if (isNow && `/search${address}` !== searchPath(own)) follow(searchPlaceIn(address));
  });
  useEffect(() => onOther(search), [search]);
}

type KeptPlace = {
  entry: string;
  body: RefObject<HTMLDivElement | null>;
  scrollTop: number;
  results: Results | null;
};

/** Whoever opens a hit comes back to where it stood. */
function useKeptPlace({ entry, body, scrollTop, results }: KeptPlace): void {
  const client = useClient();
  const place = useRef(scrollTop);
  useLayoutEffect(() => {
    const scroller = body.current;
    if (scroller === null) return;
    scroller.scrollTo({ top: place.current, behavior: 'instant' });
    const note = (): void => void (place.current = scroller.scrollTop);
    scroller.addEventListener('scroll', note, { passive: true });
    return () => scroller.removeEventListener('scroll', note);
  }, [body]);
  const keep = useEffectEvent(() => {
    if (results !== null) keepResults(client, entry, { results, scrollTop: place.current });
  });
  useEffect(() => () => keep(), []);
}
