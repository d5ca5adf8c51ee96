import { z } from 'zod';

/** What the portal needs to know of the world: where its pages are reached. */
export const portalConfig = z.object({ FIRMAMENT_PUBLIC_URL: z.url() });
/** The parsed configuration. */
export type PortalConfig = z.infer<typeof portalConfig>;
