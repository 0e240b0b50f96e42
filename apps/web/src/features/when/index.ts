export { comingTime } from './coming-time.ts';
export { MeantMessage } from './MeantMessage.tsx';
export { OwnTime } from './OwnTime.tsx';
export { PresetList } from './PresetList.tsx';
export { type Preset, soonPresets, workdayPresets } from './presets.ts';
