import type { Format } from './format.js';
import { applications } from './formats/applications.js';
import { clouds } from './formats/clouds.js';
import { containers } from './formats/containers.js';
import { desktop } from './formats/desktop.js';
import { histories } from './formats/histories.js';
import { keys } from './formats/keys.js';
import { keystores } from './formats/keystores.js';
import { logins } from './formats/logins.js';
import { packages } from './formats/packages.js';
import { servers } from './formats/servers.js';
import { services } from './formats/services.js';
import { systems } from './formats/systems.js';
import { terraform } from './formats/terraform.js';
import { tools } from './formats/tools.js';

/** Every kind of file that is read by its own grammar, by what keeps it; a new family is a file and a line here. */
export const FAMILIES: Readonly<Record<string, readonly Format[]>> = {
  Applications: applications,
  'Package managers': packages,
  'Hosts, mail and databases': logins,
  Clouds: clouds,
  'Command line tools': tools,
  'Registries and clusters': containers,
  Terraform: terraform,
  Servers: servers,
  Services: services,
  Systems: systems,
  'Keys alone': keys,
  'Key stores': keystores,
  Desktops: desktop,
  Histories: histories,
};

/** All of them. */
export const FORMATS: readonly Format[] = Object.values(FAMILIES).flat();
