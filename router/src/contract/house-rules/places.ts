import { isSource, type HouseRule } from './source-file';

const NAMELESS = new Set(['util', 'utils', 'common', 'helper', 'helpers', 'shared', 'lib', 'misc']);

/** A room has a name and one purpose. */
export const foldersHaveNames: HouseRule = ({ path }) =>
  path.split('/').slice(0, -1).filter((folder) => NAMELESS.has(folder)).map((folder) => `${path}: a folder called ${folder} has no purpose of its own.`);

/** Whoever imports names the file that declares. */
export const noBarrels: HouseRule = ({ path }) => (/(?:^|\/)index\.[cm]?[jt]sx?$/.test(path) ? [`${path}: no barrel files; imports name the file that declares.`] : []);

export const fileNamesAreKebabCase: HouseRule = (file) => {
  const name = file.path.split('/').at(-1) ?? '';
  return !isSource(file) || /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+(?:-[a-z]+)*)*\.ts$/.test(name) ? [] : [`${file.path}: files are called singular.role.ts or for what they do, in kebab-case.`];
};
