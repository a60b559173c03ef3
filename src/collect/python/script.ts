import { programName, programOf } from './commands.js';

/** Words that show that a text uses Python, even when nobody saw the interpreter. */
export const PYTHON_WORDS =
  /(?:^|[\s;&|"'(/\\])(python|pythonw|py|pip|uv|uvx|poetry|pdm|pipenv|hatch|conda|mamba|jupyter|papermill|pytest|torchrun|accelerate|dvc)[\d.]*(?:\.exe)?(?=$|[\s;&|"')])/m;

/** Programs that have what follows run in a container or by another machine: its Python is not this machine's. */
const LAUNCHERS =
  /^(?:docker|docker-compose|podman|nerdctl|kubectl|oc|ssh|srun|sbatch|qsub|bsub|singularity|apptainer|enroot|wsl)$/;

/** Whether a command runs Python, or a tool of it, itself. */
export function runsPython(command: string): boolean {
  return PYTHON_WORDS.test(programOf(command));
}

/** Whether a command changes the shell that the next ones run in, as for the activation of a virtual environment. */
export function isSourced(command: string): boolean {
  return /^\s*(?:\.|source)\s/.test(command);
}

/** The program that has the rest of a command run elsewhere; null where it is none of those. */
export function launcherOf(command: string): string | null {
  const name = programName(command);
  return LAUNCHERS.test(name) ? name : null;
}
