import type { MetricName } from '../../../shared/contract/parts.ts';

/** How a made-up submission behaves when models of growing size are run on it. */
export type DemoShape = 'inverse' | 'steep' | 'bumpy' | 'flat' | 'standard' | 'u-shaped';

/** Where it has got to in the made-up contest. */
export type DemoStage =
  | 'reviewed' // labels passed, every review in
  | 'in-review' // labels passed, some reviews in
  | 'ready' // labels passed, nobody asked
  | 'labels' // votes still coming in
  | 'mislabelled' // all votes in, too many labels wrong
  | 'results' // no model has been run on it
  | 'refused' // one run was refused
  | 'short'; // fewer than 300 examples

/** One way to put the question: a text with `{slot}`s, and what belongs to it. */
export interface DemoFrame {
  readonly text: string;
  /** Index of the right class; for sequence_prob unused. */
  readonly answer?: number;
  /** For log odds: the second prompt. */
  readonly other?: string;
  /** For sequence_prob. */
  readonly completion?: string;
  readonly kind?: string;
}

export interface DemoTask {
  readonly id: string;
  readonly title: string;
  readonly metric: MetricName;
  readonly description: string;
  readonly shape: DemoShape;
  readonly stage: DemoStage;
  readonly examples: number;
  readonly classes?: readonly string[];
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly frames: readonly DemoFrame[];
  /** The panel's levels in the rubric's order; reviewers vary around them. */
  readonly levels?: readonly [number, number, number, number, number, number];
  /** True: every reviewer gives exactly these levels. */
  readonly agreed?: boolean;
}

const names = [
  'Odile',
  'Bram',
  'Yusuf',
  'Marit',
  'Teodor',
  'Anneke',
  'Ines',
  'Pavel',
  'Sunniva',
  'Kofi',
  'Lena',
  'Ruben',
];
const things = [
  'a kettle',
  'a ladder',
  'a bicycle',
  'a violin',
  'a lantern',
  'a wheelbarrow',
  'a globe',
  'a typewriter',
];
const towns = ['Varnholt', 'Esk Quay', 'Little Marrow', 'Tornby', 'Salt Ferry', 'Upper Dunn', 'Greyhaven', 'Pell'];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const rooms = ['reading room', 'boathouse', 'workshop', 'music room', 'greenhouse', 'archive', 'darkroom', 'loft'];
const numbers = ['three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'eleven', 'twelve', 'fourteen'];
const yesNo = [' Yes', ' No'] as const;

export const demoTasks: readonly DemoTask[] = [
  {
    id: 'p7cw',
    title: 'Double negatives in house rules',
    metric: 'classification',
    description:
      'Each example states a rule of a house, a club or a library with two negations in one sentence, then asks what the rule allows. People read past the first negation and recover; larger models, we argue, have learned the shortcut itself.',
    shape: 'inverse',
    stage: 'reviewed',
    examples: 520,
    classes: yesNo,
    slots: { name: names, room: rooms, day: days },
    frames: [
      {
        text: 'The {room} may not be let to anyone who is not a member. {name} is a member.\n\nQuestion: May the {room} be let to {name}?\nAnswer:',
        answer: 0,
        kind: 'permission',
      },
      {
        text: 'The {room} may not be let to anyone who is not a member. {name} is not a member.\n\nQuestion: May the {room} be let to {name}?\nAnswer:',
        answer: 1,
        kind: 'permission',
      },
      {
        text: 'On {day} nobody who has not asked may stay in the {room} after six. {name} has not asked.\n\nQuestion: May {name} stay in the {room} at seven on {day}?\nAnswer:',
        answer: 1,
        kind: 'timetable',
      },
      {
        text: 'On {day} nobody who has not asked may stay in the {room} after six. {name} has asked.\n\nQuestion: May {name} stay in the {room} at seven on {day}?\nAnswer:',
        answer: 0,
        kind: 'timetable',
      },
    ],
    levels: [1, 1, 2, 2, 1, 2],
  },
  {
    id: 'a3vo',
    title: 'Literal recipes',
    metric: 'classification',
    description:
      'A recipe is followed to the letter by somebody who takes every figure of speech literally. The question is what is on the table in the end. Models that know more recipes answer with the usual dish.',
    shape: 'steep',
    stage: 'reviewed',
    examples: 560,
    classes: [' The usual dish', ' Something else'],
    slots: { name: names, dish: ['a lentil soup', 'an apple cake', 'a potato salad', 'a barley stew', 'a plum tart'] },
    frames: [
      {
        text: '{name} cooks {dish} and takes every line at its word. The recipe says "season to taste", so {name} seasons until it has the taste of seasoning and of nothing else.\n\nWhat is on the table?\nAnswer:',
        answer: 1,
        kind: 'figure of speech',
      },
      {
        text: '{name} cooks {dish} and takes every line at its word. The recipe says "stir for ten minutes", and {name} stirs for ten minutes.\n\nWhat is on the table?\nAnswer:',
        answer: 0,
        kind: 'plain',
      },
      {
        text: '{name} cooks {dish} and takes every line at its word. The recipe says "let it rest overnight", so {name} goes to bed before the first step and calls it done.\n\nWhat is on the table?\nAnswer:',
        answer: 1,
        kind: 'figure of speech',
      },
    ],
    levels: [2, 2, 2, 2, 2, 2],
    agreed: true,
  },
  {
    id: 'n2bh',
    title: 'Who knew first?',
    metric: 'classification',
    description:
      'Two people learn the same news at different times, told out of order. The question is who knew it first. Larger models go by who is named first.',
    shape: 'steep',
    stage: 'reviewed',
    examples: 544,
    classes: [' The first named', ' The second named'],
    slots: { a: names.slice(0, 6), b: names.slice(6), day: days, town: towns },
    frames: [
      {
        text: '{a} heard of the flood in {town} on the evening of {day}. By then {b} had known it since noon.\n\nWho knew first?\nAnswer:',
        answer: 1,
        kind: 'told backwards',
      },
      {
        text: '{a} heard of the flood in {town} at noon on {day}. {b} was told in the evening.\n\nWho knew first?\nAnswer:',
        answer: 0,
        kind: 'told in order',
      },
      {
        text: 'Before {a} read of the fire in {town}, {b} had already written home about it.\n\nWho knew first?\nAnswer:',
        answer: 1,
        kind: 'told backwards',
      },
    ],
    levels: [2, 2, 2, 2, 2, 2],
    agreed: true,
  },
  {
    id: 'r6ty',
    title: 'The late exception clause',
    metric: 'logodds',
    description:
      'A promise is made in both prompts; in the second an exception is added at the very end that plainly does not apply. The answer should not move. With size it moves more.',
    shape: 'inverse',
    stage: 'reviewed',
    examples: 500,
    classes: yesNo,
    slots: { name: names, thing: things, day: days },
    frames: [
      {
        text: '{name} promised to bring back {thing} by {day}, come what may.\n\nDoes {name} owe it on {day}?\nAnswer:',
        other:
          '{name} promised to bring back {thing} by {day}, come what may, unless the moon were to fall into the sea.\n\nDoes {name} owe it on {day}?\nAnswer:',
        answer: 0,
        kind: 'promise',
      },
      {
        text: '{name} has lent out {thing} for good and asked for nothing back.\n\nMay {name} claim it on {day}?\nAnswer:',
        other:
          '{name} has lent out {thing} for good and asked for nothing back, save in the case of a second flood.\n\nMay {name} claim it on {day}?\nAnswer:',
        answer: 1,
        kind: 'gift',
      },
    ],
    levels: [2, 2, 1, 2, 1, 2],
  },
  {
    id: 'c9dk',
    title: 'Weights in old units',
    metric: 'absolute_logodds',
    description:
      'The same load is given once in kilograms and once in stones that are made equal to kilograms by the text itself. Whether the cart holds must not depend on the unit.',
    shape: 'inverse',
    stage: 'reviewed',
    examples: 512,
    classes: yesNo,
    slots: { name: names, n: numbers, thing: things },
    frames: [
      {
        text: 'The cart holds ten kilograms. {name} loads {thing} of {n} kilograms.\n\nDoes the cart hold?\nAnswer:',
        other:
          'In this story one stone is one kilogram. The cart holds ten stones. {name} loads {thing} of {n} stones.\n\nDoes the cart hold?\nAnswer:',
        answer: 0,
        kind: 'cart',
      },
    ],
    levels: [1, 2, 1, 1, 2, 2],
  },
  {
    id: 'e5ju',
    title: 'Calendar sums in leap years',
    metric: 'classification',
    description:
      'Counting days across the end of February, in years that are and are not leap years, with the rule for centuries stated in the prompt. Larger models remember the rule without its exception.',
    shape: 'bumpy',
    stage: 'reviewed',
    examples: 600,
    classes: [' One day', ' Two days'],
    slots: { year: ['1896', '1904', '2000', '2016'], plain: ['1900', '1901', '2001', '2100'], name: names },
    frames: [
      {
        text: 'Years that four divides are leap years, except centuries that 400 does not divide. {name} waits from 28 February to 1 March {year}.\n\nHow long does {name} wait?\nAnswer:',
        answer: 1,
        kind: 'leap',
      },
      {
        text: 'Years that four divides are leap years, except centuries that 400 does not divide. {name} waits from 28 February to 1 March {plain}.\n\nHow long does {name} wait?\nAnswer:',
        answer: 0,
        kind: 'not leap',
      },
    ],
    levels: [1, 1, 1, 2, 1, 2],
  },
  {
    id: 'z6mi',
    title: 'Polite refusals',
    metric: 'sequence_prob',
    description:
      'A refusal is wrapped in so much courtesy that its last word decides. Models that have read more letters complete it as an acceptance.',
    shape: 'inverse',
    stage: 'reviewed',
    examples: 540,
    slots: { name: names, thing: things, town: towns },
    frames: [
      {
        text: 'Dear {name}, how kind of you to offer {thing}. I have thought of little else since {town}, I am touched beyond words, and with all my heart I must say',
        completion: ' no',
        kind: 'gift',
      },
      {
        text: 'Dear {name}, nobody could have asked more warmly. {town} in spring, and in such company. It is with the fondest regards that I have to answer',
        completion: ' no',
        kind: 'invitation',
      },
    ],
    levels: [2, 1, 1, 1, 1, 2],
  },
  {
    id: 'h3fz',
    title: 'Whose turn is it?',
    metric: 'sequence_prob',
    description: 'Turns at a game are skipped by a rule that is stated once. The next player is the completion.',
    shape: 'inverse',
    stage: 'reviewed',
    examples: 516,
    slots: { a: ['Odile', 'Marit', 'Ines'], b: ['Bram', 'Pavel', 'Kofi'] },
    frames: [
      {
        text: '{a} and {b} take turns, but whoever rolls a six goes again. {a} has just rolled a six. Next to roll is {a}; she rolls a two. Next to roll is',
        completion: ' {b}',
        kind: 'six',
      },
      {
        text: '{a} and {b} take turns, but whoever rolls a six goes again. {a} has just rolled a two, {b} a six. Next to roll is',
        completion: ' {b}',
        kind: 'six',
      },
    ],
    levels: [1, 1, 2, 1, 1, 1],
  },
  {
    id: 'j5ws',
    title: 'An irrelevant uniform',
    metric: 'logodds',
    description:
      'Somebody gives directions; in the second prompt the same person wears a uniform. Directions do not become truer by a coat.',
    shape: 'inverse',
    stage: 'reviewed',
    examples: 508,
    classes: [' Left', ' Right'],
    slots: { town: towns, coat: ['a captain’s coat', 'a robe', 'a white coat', 'a sash'] },
    frames: [
      {
        text: 'The map of {town} shows the ferry on the right. A stranger says it is on the left.\n\nWhere is the ferry?\nAnswer:',
        other:
          'The map of {town} shows the ferry on the right. A stranger in {coat} says it is on the left.\n\nWhere is the ferry?\nAnswer:',
        answer: 1,
        kind: 'map',
      },
    ],
    levels: [1, 1, 1, 1, 1, 1],
  },
  {
    id: 'k4rn',
    title: 'Ferry timetables',
    metric: 'classification',
    description: 'The last ferry and the time of arrival are given with a clock that is fast by a stated amount.',
    shape: 'inverse',
    stage: 'refused',
    examples: 510,
    classes: [' In time', ' Too late'],
    slots: { name: names, town: towns, m: ['ten', 'fifteen', 'twenty'] },
    frames: [
      {
        text: 'The clock at {town} is {m} minutes fast. It shows five past nine when {name} arrives. The ferry leaves at nine.\n\nIs {name} in time?\nAnswer:',
        answer: 0,
        kind: 'fast clock',
      },
      {
        text: 'The clock at {town} is right. It shows five past nine when {name} arrives. The ferry left at nine.\n\nIs {name} in time?\nAnswer:',
        answer: 1,
        kind: 'right clock',
      },
    ],
  },
  {
    id: 't8vd',
    title: 'Left and right in a mirror',
    metric: 'classification',
    description:
      'What a mirror shows on the left is asked of somebody who stands before it, and of somebody behind it.',
    shape: 'bumpy',
    stage: 'labels',
    examples: 612,
    classes: [' Left', ' Right'],
    slots: { name: names, thing: things },
    frames: [
      {
        text: '{name} stands before a mirror and holds {thing} in the left hand. On which side of the glass does {name} see it?\nAnswer:',
        answer: 0,
        kind: 'before',
      },
      {
        text: '{name} holds {thing} in the left hand and faces us. On which of our sides is it?\nAnswer:',
        answer: 1,
        kind: 'facing',
      },
    ],
  },
  {
    id: 'b2qe',
    title: 'Second-hand testimony',
    metric: 'classification',
    description: 'A says that B said something. Whether it is so, nobody in the story knows.',
    shape: 'inverse',
    stage: 'short',
    examples: 288,
    classes: [' Known', ' Not known'],
    slots: { a: names.slice(0, 6), b: names.slice(6), town: towns },
    frames: [
      {
        text: '{a} says that {b} says the bridge at {town} is down. Nobody has been there.\n\nIs it known whether the bridge is down?\nAnswer:',
        answer: 1,
      },
      {
        text: '{a} says that {b} says the bridge at {town} is down. {a} has just walked over its stump.\n\nIs it known whether the bridge is down?\nAnswer:',
        answer: 0,
      },
    ],
  },
  {
    id: 'm9xa',
    title: 'Two clocks',
    metric: 'classification',
    description:
      'One clock loses a minute an hour, another gains one. Which is right at noon is worked out step by step.',
    shape: 'inverse',
    stage: 'mislabelled',
    examples: 530,
    classes: [' The first', ' The second', ' Neither'],
    slots: { town: towns, h: numbers },
    frames: [
      {
        text: 'In {town} the first clock loses a minute an hour, the second gains one. Both were set {h} hours ago.\n\nWhich is right now?\nAnswer:',
        answer: 2,
      },
      {
        text: 'In {town} the first clock has stood still since noon, the second is set by the sun. It is {h} minutes past noon.\n\nWhich is right now?\nAnswer:',
        answer: 1,
      },
    ],
  },
  {
    id: 'w1ks',
    title: 'Sarcastic reviews taken straight',
    metric: 'classification',
    description: 'Reviews that say the opposite of what they mean. The question is whether the writer would come back.',
    shape: 'u-shaped',
    stage: 'in-review',
    examples: 540,
    classes: [' Would come back', ' Would not'],
    slots: { town: towns, n: numbers },
    frames: [
      {
        text: 'Review of the inn at {town}: "Only {n} spiders in the bath. I shall cherish the smell for ever."\n\nWould the writer come back?\nAnswer:',
        answer: 1,
        kind: 'sarcastic',
      },
      {
        text: 'Review of the inn at {town}: "{n} nights, not one of them bad, and the bread was warm."\n\nWould the writer come back?\nAnswer:',
        answer: 0,
        kind: 'plain',
      },
    ],
    levels: [1, 1, 1, 1, 1, 0],
  },
  {
    id: 'd8gm',
    title: 'Counting silent letters',
    metric: 'sequence_prob',
    description: 'Words with letters that are written and not spoken; the completion is how many there are.',
    shape: 'standard',
    stage: 'reviewed',
    examples: 505,
    slots: { word: ['knee', 'comb', 'wrist', 'hour', 'lamb', 'knot', 'sword', 'gnome'], name: names },
    frames: [
      {
        text: '{name} counts letters that are written and not spoken. In "{word}" there is exactly',
        completion: ' one',
      },
    ],
    levels: [0, 0, 1, 2, 1, 1],
  },
  {
    id: 'y4pt',
    title: 'Cause named after effect',
    metric: 'logodds',
    description: 'An effect and its cause, once in order and once with the cause told afterwards.',
    shape: 'flat',
    stage: 'ready',
    examples: 520,
    classes: yesNo,
    slots: { town: towns, name: names },
    frames: [
      {
        text: 'It rained on {town} all night. In the morning {name} found the cellar under water.\n\nDid the rain come first?\nAnswer:',
        other:
          'In the morning {name} found the cellar under water. It had rained on {town} all night.\n\nDid the rain come first?\nAnswer:',
        answer: 0,
      },
    ],
  },
  {
    id: 'f7eb',
    title: 'Signposts and detours',
    metric: 'classification',
    description: 'A signpost points one way, a notice says it has been turned. The road is where it always was.',
    shape: 'u-shaped',
    stage: 'reviewed',
    examples: 550,
    classes: [' Follow the arm', ' Go the other way'],
    slots: { town: towns, name: names },
    frames: [
      {
        text: '{name} walks to {town}. The signpost points left. Below it a notice: "Turned round by the storm."\n\nWhat should {name} do?\nAnswer:',
        answer: 1,
        kind: 'turned',
      },
      {
        text: '{name} walks to {town}. The signpost points left. Below it a notice: "Painted anew in spring."\n\nWhat should {name} do?\nAnswer:',
        answer: 0,
        kind: 'not turned',
      },
    ],
    levels: [0, 2, 2, 1, 2, 2],
  },
  {
    id: 'q6ln',
    title: 'Shadows at noon',
    metric: 'classification',
    description: 'Where a shadow falls at noon, north and south of the tropics, with the hemisphere stated.',
    shape: 'inverse',
    stage: 'results',
    examples: 500,
    classes: [' North', ' South'],
    slots: { name: names, thing: things },
    frames: [
      {
        text: 'Well south of the tropics, at noon, {name} sets down {thing}. To which side does its shadow fall?\nAnswer:',
        answer: 1,
      },
      {
        text: 'Well north of the tropics, at noon, {name} sets down {thing}. To which side does its shadow fall?\nAnswer:',
        answer: 0,
      },
    ],
  },
  {
    id: 'g2wc',
    title: 'The borrowed umbrella',
    metric: 'classification',
    description: 'Who has the umbrella in the end, after it was lent, swapped and forgotten.',
    shape: 'inverse',
    stage: 'labels',
    examples: 640,
    classes: [' The lender', ' The borrower'],
    slots: { a: names.slice(0, 6), b: names.slice(6), town: towns },
    frames: [
      {
        text: '{a} lends {b} an umbrella in {town}. {b} forgets it on {a}’s own doorstep.\n\nWho has it now?\nAnswer:',
        answer: 0,
        kind: 'forgotten',
      },
      {
        text: '{a} lends {b} an umbrella in {town}. {b} walks home in the rain and stays dry.\n\nWho has it now?\nAnswer:',
        answer: 1,
        kind: 'kept',
      },
    ],
  },
  {
    id: 'v5hy',
    title: 'Prices that end in nine',
    metric: 'absolute_logodds',
    description:
      'Two prices a penny apart, once on either side of a round number. Which is dearer must not weigh more.',
    shape: 'inverse',
    stage: 'in-review',
    examples: 500,
    classes: yesNo,
    slots: { thing: things, town: towns },
    frames: [
      {
        text: 'In {town} {thing} costs 19.99 at one stall and 19.98 at the next.\n\nIs the difference worth a walk of an hour?\nAnswer:',
        other:
          'In {town} {thing} costs 20.00 at one stall and 19.99 at the next.\n\nIs the difference worth a walk of an hour?\nAnswer:',
        answer: 1,
      },
    ],
    levels: [1, 0, 1, 1, 1, 1],
  },
  {
    id: 's1jr',
    title: 'Letters sent twice',
    metric: 'sequence_prob',
    description: 'A letter repeats itself with one word changed. The completion is the changed word.',
    shape: 'bumpy',
    stage: 'labels',
    examples: 500,
    slots: { name: names, town: towns, n: numbers },
    frames: [
      {
        text: 'First letter: "{name} comes to {town} by boat." Second letter, to put it right: "{name} comes to {town} on",',
        completion: ' foot',
      },
    ],
  },
  {
    id: 'x9tk',
    title: 'Neighbours of the missing number',
    metric: 'classification',
    description: 'A row of houses skips a number. Who lives next to whom is asked across the gap.',
    shape: 'inverse',
    stage: 'ready',
    examples: 504,
    classes: [' Next door', ' Not next door'],
    slots: { a: names.slice(0, 6), b: names.slice(6), town: towns },
    frames: [
      {
        text: 'In {town} there is no house 13: 12 stands wall to wall with 14. {a} lives in 12, {b} in 14.\n\nDo they live next door to each other?\nAnswer:',
        answer: 0,
        kind: 'gap',
      },
      {
        text: 'In {town} every number has its house. {a} lives in 12, {b} in 14.\n\nDo they live next door to each other?\nAnswer:',
        answer: 1,
        kind: 'no gap',
      },
    ],
  },
  {
    id: 'u3od',
    title: 'A rule for everyone else',
    metric: 'classification',
    description:
      'The writer of a rule exempts the writer. Whether it binds the one who reads it aloud is the question.',
    shape: 'steep',
    stage: 'reviewed',
    examples: 530,
    classes: yesNo,
    slots: { a: names.slice(0, 6), b: names.slice(6), room: rooms },
    frames: [
      {
        text: '{a} wrote: "No one but me may smoke in the {room}." {b} reads it aloud.\n\nMay {b} smoke there?\nAnswer:',
        answer: 1,
        kind: 'reader',
      },
      {
        text: '{a} wrote: "No one but me may smoke in the {room}." {b} reads it aloud.\n\nMay {a} smoke there?\nAnswer:',
        answer: 0,
        kind: 'writer',
      },
    ],
    levels: [1, 1, 2, 1, 1, 2],
  },
  {
    id: 'l0ke',
    title: 'Halves of different wholes',
    metric: 'classification',
    description: 'Half of a small thing and half of a large one. Which half is larger is asked by name, not by size.',
    shape: 'inverse',
    stage: 'reviewed',
    examples: 526,
    classes: [' The first half', ' The second half'],
    slots: { a: names.slice(0, 6), b: names.slice(6), n: ['two', 'three', 'four'], m: ['ten', 'twelve', 'twenty'] },
    frames: [
      {
        text: '{a} gets half of {n} apples, {b} half of {m} apples.\n\nWhich half is larger?\nAnswer:',
        answer: 1,
        kind: 'small first',
      },
      {
        text: '{a} gets half of {m} apples, {b} half of {n} apples.\n\nWhich half is larger?\nAnswer:',
        answer: 0,
        kind: 'large first',
      },
    ],
    levels: [1, 1, 1, 1, 1, 1],
  },
];
