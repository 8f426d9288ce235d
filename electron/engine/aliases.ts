import type { Surroundings } from './context.ts';
import { drawBelow } from './surroundings.ts';

/** An alias for a reviewer, drawn at random: `Quiet Heron`. With most pairs taken a number follows: `Quiet Heron 2`. */
export function drawReviewerAlias(
  source: Pick<Surroundings, 'randomBytes'>,
  isTaken: (alias: string) => boolean,
): string {
  for (let round = 1; ; round++) {
    for (let attempt = 0; attempt < 200; attempt++) {
      const pair = `${pick(source, qualities)} ${pick(source, things)}`;
      const alias = round === 1 ? pair : `${pair} ${round}`;
      if (!isTaken(alias)) return alias;
    }
  }
}

/** The next free one: `C-01`, `C-02`, … `C-100`. */
export function nextContractorAlias(taken: readonly string[]): string {
  const numbers = taken.map((alias) => Number(/^C-(\d+)$/.exec(alias)?.[1] ?? 0));
  return `C-${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}

function pick(source: Pick<Surroundings, 'randomBytes'>, words: readonly string[]): string {
  return words[drawBelow(source, words.length)] ?? '';
}

// calm words that say nothing about a person
const qualities = `
  Amber Ancient Ample Autumn Balmy Beaming Blithe Blooming Bold Brave Breezy Bright Brisk Bronze Calm Candid
  Careful Cheerful Clear Clever Coastal Copper Cosy Crimson Crisp Curious Dapper Daring Deep Dewy Distant Drifting
  Dusky Eager Early Earnest Easy Even Evergreen Fabled Fair Faithful Fearless Fleet Floral Fond Frank Fresh
  Friendly Frosty Gentle Gilded Glad Gleaming Golden Graceful Grand Hardy Hazel Hearty Hidden Honest Hopeful
  Humble Ivory Jade Jolly Jovial Joyful Keen Kindly Leafy Light Lively Lofty Lucid Lucky Lunar Mellow Merry Mild
  Misty Mossy Neat Nimble Noble Northern Opal Patient Peaceful Pearly Placid Plain Polished Proud Quick Quiet
  Rapid Ready Restful Rosy Rustic Sandy Scarlet Serene Silent Silver Simple Sincere Sleek Snowy Solar Spring
  Steady Still Stout Summer Sunny Swift Tender Tidy Tranquil True Upland Velvet Verdant Vivid Wandering Warm
  Western Winter Wise Woodland
`
  .trim()
  .split(/\s+/);

const things = `
  Acorn Alder Antler Apple Aspen Badger Bay Beacon Beaver Birch Bison Bluebell Brook Canyon Cedar Cherry Clover
  Cloud Comet Condor Coral Cove Crane Creek Cricket Curlew Cypress Daisy Dale Delta Dolphin Dove Dune Eagle Egret
  Elder Elk Elm Falcon Fern Field Finch Fjord Fox Garnet Gazelle Glacier Glade Grove Gull Harbour Hare Harvest
  Hawk Hazelnut Heath Heron Hill Holly Ibis Iris Island Ivy Jasmine Juniper Kestrel Kingfisher Lagoon Lake Lantern
  Lark Laurel Lichen Lily Linden Linnet Lotus Lynx Magpie Maple Marsh Marten Meadow Mesa Moon Moose Oak Ocean
  Olive Orchard Orchid Oriole Osprey Otter Owl Pebble Pelican Petrel Pine Plover Pond Poplar Prairie Quail Quartz
  Rain Raven Reed Reef Ridge River Robin Rowan Sage Salmon Seal Sequoia Shore Sparrow Spruce Starling Stone Stork
  Swallow Swan Thistle Thrush Tulip Valley Walnut Warbler Willow Wren
`
  .trim()
  .split(/\s+/);
