import type { Instruction } from '../model/dockerfile.js';

/** The instruction that holds an offset, or the next one behind it; instructions are in the order of the file. */
export function instructionFrom(instructions: readonly Instruction[], offset: number): Instruction | null {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instructions[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return instructions[low] ?? null;
}

/** The instruction that holds an offset; null between instructions. */
export function instructionAt(instructions: readonly Instruction[], offset: number): Instruction | null {
  const found = instructionFrom(instructions, offset);
  return found && found.start <= offset ? found : null;
}
