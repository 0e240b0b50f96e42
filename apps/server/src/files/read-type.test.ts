import { expect, test } from 'vitest';
import { headBytes, isShownInPlace, readType } from './read-type.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test.each([
  ['\x89PNG\r\n\x1a\n<script>alert(1)</script>', 'image/png', true],
  ['\xff\xd8\xff\xe1 Exif', 'image/jpeg', true],
  ['GIF89a/*', 'image/gif', true],
  ['RIFF....WEBPVP8 ', 'image/webp', true],
  ['....ftypisom', 'video/mp4', true],
  ['....ftypiso5....moov....hdlr\0\0\0\0\0\0\0\0soun', 'audio/mp4', true],
  ['....ftypiso5....hdlr\0\0\0\0\0\0\0\0soun....hdlr\0\0\0\0\0\0\0\0vide', 'video/mp4', true],
  ['\x1aE\xdf\xa3....webm....A_OPUS', 'audio/webm', true],
  ['\x1aE\xdf\xa3....webm....A_OPUS....V_VP9', 'video/webm', true],
  ['%PDF-1.7', 'application/pdf', true],
  ['<!doctype html><script>alert(1)</script>', 'text/plain', false],
  ['<?xml version="1.0"?><!-- x --><svg onload="alert(1)">', 'image/svg+xml', false],
  ['#!/bin/sh\n', 'text/plain', false],
  ['MZ\x90\0', 'application/octet-stream', false],
  ['\xff\xfe', 'application/octet-stream', false],
])('[A23] %j is %s', (begin, type, inPlace) => {
  expect(readType(bytes(begin))).toBe(type);
  expect(isShownInPlace(type)).toBe(inPlace);
});

test('a text whose last character is cut off is one', () => {
  const head = Buffer.from(`x${'ü'.repeat(headBytes)}`).subarray(0, headBytes);
  expect(readType(head)).toBe('text/plain');
  expect(readType(Buffer.concat([Buffer.from('x'), Buffer.of(0xc3)]))).toBe('application/octet-stream');
});

test('[A28] a long run of comments is read in linear time', () => {
  const startedAt = performance.now();
  readType(bytes('<!----> '.repeat(headBytes).slice(0, headBytes)));
  readType(bytes('<!--'.repeat(headBytes).slice(0, headBytes)));
  expect(performance.now() - startedAt).toBeLessThan(200);
});
