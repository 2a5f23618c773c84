import type { Format } from './format.js';
import { applications } from './formats/applications.js';
import { clouds } from './formats/clouds.js';
import { containers } from './formats/containers.js';
import { histories } from './formats/histories.js';
import { keystores } from './formats/keystores.js';
import { logins } from './formats/logins.js';
import { packages } from './formats/packages.js';
import { services } from './formats/services.js';
import { systems } from './formats/systems.js';
import { terraform } from './formats/terraform.js';

/** Every kind of file that is read by its own grammar; a new family is a file and a line here. */
export const FORMATS: readonly Format[] = [applications, clouds, containers, histories, keystores, logins, packages, services, systems, terraform].flat();
