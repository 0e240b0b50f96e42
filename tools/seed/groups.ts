/** The groups, each with its people and the topics that are talked about there. */
export interface Group {
  name: string;
  owner: string;
  members: string[];
  topics: string[];
  /** Messages of its whole history. */
  size: number;
}

export const groups: readonly Group[] = [
  {
    name: 'Design review',
    owner: 'mei',
    members: ['ada', 'linus', 'priya', 'amelie', 'zoe', 'kwame'],
    topics: ['design', 'work'],
    size: 520,
  },
  {
    name: 'Release 4.2',
    owner: 'ada',
    members: ['linus', 'jonas', 'priya', 'kwame', 'ingrid', 'sam', 'wei', 'tom'],
    topics: ['release', 'work'],
    size: 640,
  },
  {
    name: 'Kitchen & coffee',
    owner: 'tom',
    members: [
      'ada linus mei jonas sofia priya omar yuki elena amelie kwame hana diego ingrid ravi noor lea marcus boje chiara',
      'wei fatima nils grace tal anna sam dimitri zoe',
    ].flatMap((names) => names.split(' ')),
    topics: ['kitchen', 'smalltalk'],
    size: 480,
  },
  {
    name: 'Sprachcafé Deutsch',
    owner: 'jonas',
    members: ['ada', 'lea', 'anna', 'nils', 'sofia'],
    topics: ['german'],
    size: 260,
  },
  {
    name: 'Equipo Madrid',
    owner: 'sofia',
    members: ['ada', 'diego', 'marcus', 'sam'],
    topics: ['spanish'],
    size: 240,
  },
  { name: '東京オフィス', owner: 'yuki', members: ['mei', 'ada', 'hana', 'wei'], topics: ['japanese'], size: 220 },
  {
    name: 'Sunday hikes',
    owner: 'chiara',
    members: ['ada', 'tom', 'elena', 'dimitri', 'zoe', 'boje'],
    topics: ['hikes', 'smalltalk'],
    size: 180,
  },
  { name: 'فريق الترجمة', owner: 'noor', members: ['omar', 'fatima', 'tal', 'ada'], topics: ['arabic'], size: 140 },
  {
    name: 'Book club',
    owner: 'grace',
    members: ['ada', 'amelie', 'ravi', 'anna', 'tal'],
    topics: ['books', 'french'],
    size: 160,
  },
];

/** With whom the first person has a direct chat, newest first, and some direct chats of others. */
export const directChats: readonly { between: [string, string]; topics: string[]; size: number }[] = [
  { between: ['ada', 'linus'], topics: ['direct', 'work'], size: 150 },
  { between: ['ada', 'mei'], topics: ['direct', 'design'], size: 90 },
  { between: ['ada', 'amelie'], topics: ['french', 'direct'], size: 60 },
  { between: ['ada', 'omar'], topics: ['arabic', 'direct'], size: 40 },
  { between: ['ada', 'jonas'], topics: ['german', 'direct'], size: 45 },
  { between: ['ada', 'elena'], topics: ['russian', 'smalltalk'], size: 40 },
  { between: ['ada', 'priya'], topics: ['direct', 'work'], size: 60 },
  { between: ['ada', 'hana'], topics: ['korean', 'direct'], size: 25 },
  { between: ['ada', 'tom'], topics: ['smalltalk', 'direct'], size: 30 },
  { between: ['linus', 'mei'], topics: ['direct', 'design'], size: 60 },
  { between: ['sofia', 'diego'], topics: ['spanish'], size: 50 },
  { between: ['kwame', 'grace'], topics: ['smalltalk'], size: 20 },
];
