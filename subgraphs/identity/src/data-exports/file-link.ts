import { publicUrl } from '@sangam/kit/settings/public-url';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { derivedToken, readDerivedToken } from '../keys/derived-token';
import { identitySettings } from '../settings';
import type { DataExportFile } from './data-export.entity';

const PURPOSE = 'data-export-file';

/** Whoever has the link fetches the file, until the copy ends. */
export function fileLink(ctx: Pick<SubgraphContext, 'settings'>, { id }: Pick<DataExportFile, 'id'>): string {
  const token = derivedToken(ctx.settings.of(identitySettings).REFRESH_KEY, PURPOSE, id);
  return `${publicUrl(ctx)}/data-exports/${token}`;
}

/** The file that a link's token is for, else null. */
export function linkedFileId({ settings }: Pick<SubgraphContext, 'settings'>, token: string): string | null {
  return readDerivedToken(settings.of(identitySettings).REFRESH_KEY, PURPOSE, token);
}
