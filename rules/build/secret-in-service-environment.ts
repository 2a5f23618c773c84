import { defineBuildRule } from '../../src/rule/define.js';

/** A value that a compose file gives to containers: no image holds it, the file and its repository do. */
export const secretInServiceEnvironment = defineBuildRule({
  id: 'secret-in-service-environment',
  title: 'Secret in the environment of a service',
  severity: 'medium',
  why: 'The value stands in a file that is shared: in every copy of the repository and in its history. `docker inspect` shows it to whoever can reach the engine.',
  fix: 'Let the service have it as a file: list it under `secrets:` and name the file, `X_FILE=/run/secrets/x`, if the program can read one; or take the value out, `X: ${X:?}`, and set it where the service is started.',
  references: ['https://docs.docker.com/compose/how-tos/use-secrets/', 'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/'],
});
