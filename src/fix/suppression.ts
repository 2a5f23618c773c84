import { instructionFrom } from '../dockerfile/instruction-at.js';
import type { Dockerfile } from '../model/dockerfile.js';
import { lineEndOf } from './edit.js';
import type { TextEdit } from './fix.js';

/**
 * Puts a comment that takes findings of the rule on above the instruction at an offset, or above the next one; the reason is
 * left to be written at its end. Null where no instruction follows.
 */
export function addSuppression({ text, instructions }: Dockerfile, offset: number, ruleId: string): TextEdit | null {
  const instruction = instructionFrom(instructions, offset);
  return instruction && commentAbove(text, instruction.start, ruleId);
}

/** Blanks in front of a line that a comment above it gets too. */
const LONGEST_INDENT = 200;

/** As `addSuppression`, in a file whose comments hold for the line below them. */
export function commentAbove(text: string, offset: number, ruleId: string): TextEdit {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start, start + LONGEST_INDENT))![0];
  return { start, end: start, text: `${indent}# layerlint-ignore ${ruleId} -- ${lineEndOf(text)}` };
}
