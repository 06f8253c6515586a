;; The model's multiplications, four numbers at a time. Weights stay as their file has them, in blocks of 32 that share a
;; scale; a row becomes 32-bit numbers when it is needed, the very ones that course/model/weights.py makes of it.
(module
  (memory (export "memory") 1)

  ;; A 16-bit number as a 32-bit one; the blocks have neither infinities nor NaN.
  (func $half (param $at i32) (result f32)
    (local $bits i32)
    (local.set $bits (i32.load16_u (local.get $at)))
    (f32.copysign
      (f32.mul
        (f32.reinterpret_i32 (i32.shl (i32.and (local.get $bits) (i32.const 0x7fff)) (i32.const 13)))
        (f32.const 0x1p112))
      (f32.reinterpret_i32 (i32.shl (local.get $bits) (i32.const 16)))))

  ;; Blocks -> 32-bit numbers. Kind 3 is Q4_1 (scale, least value, 16 bytes whose lower halves come first), 8 is Q8_0.
  (func $unpack (export "unpack") (param $kind i32) (param $from i32) (param $to i32) (param $blocks i32)
    (local $scale v128) (local $least v128) (local $first v128) (local $second v128) (local $pair v128)
    (loop $next
      (local.set $scale (f32x4.splat (call $half (local.get $from))))
      (if (i32.eq (local.get $kind) (i32.const 3))
        (then
          (local.set $least (f32x4.splat (call $half (i32.add (local.get $from) (i32.const 2)))))
          (local.set $second (v128.load offset=4 align=1 (local.get $from)))
          (local.set $first (v128.and (local.get $second) (i8x16.splat (i32.const 15))))
          (local.set $second (i8x16.shr_u (local.get $second) (i32.const 4)))
          (local.set $from (i32.add (local.get $from) (i32.const 20))))
        (else
          (local.set $first (v128.load offset=2 align=1 (local.get $from)))
          (local.set $second (v128.load offset=18 align=1 (local.get $from)))
          (local.set $from (i32.add (local.get $from) (i32.const 34)))))
      (local.set $pair (i16x8.extend_low_i8x16_s (local.get $first)))
      (v128.store (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $pair))))))
      (v128.store offset=16 (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $pair))))))
      (local.set $pair (i16x8.extend_high_i8x16_s (local.get $first)))
      (v128.store offset=32 (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $pair))))))
      (v128.store offset=48 (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $pair))))))
      (local.set $pair (i16x8.extend_low_i8x16_s (local.get $second)))
      (v128.store offset=64 (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $pair))))))
      (v128.store offset=80 (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $pair))))))
      (local.set $pair (i16x8.extend_high_i8x16_s (local.get $second)))
      (v128.store offset=96 (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $pair))))))
      (v128.store offset=112 (local.get $to) (f32x4.add (local.get $least)
        (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $pair))))))
      (local.set $to (i32.add (local.get $to) (i32.const 128)))
      (br_if $next (local.tee $blocks (i32.sub (local.get $blocks) (i32.const 1))))))

  ;; The dot products of a row with each of n rows of xs; their width is a multiple of 16, and `step` bytes lie between
  ;; two results.
  (func $dots (export "dots")
    (param $row i32) (param $width i32) (param $xs i32) (param $n i32) (param $out i32) (param $step i32)
    (local $at i32) (local $end i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $row) (i32.shl (local.get $width) (i32.const 2))))
    (loop $next
      (local.set $a (v128.const i32x4 0 0 0 0))
      (local.set $b (local.get $a))
      (local.set $c (local.get $a))
      (local.set $d (local.get $a))
      (local.set $at (local.get $row))
      (loop $along
        (local.set $a (f32x4.add (local.get $a)
          (f32x4.mul (v128.load (local.get $at)) (v128.load (local.get $xs)))))
        (local.set $b (f32x4.add (local.get $b)
          (f32x4.mul (v128.load offset=16 (local.get $at)) (v128.load offset=16 (local.get $xs)))))
        (local.set $c (f32x4.add (local.get $c)
          (f32x4.mul (v128.load offset=32 (local.get $at)) (v128.load offset=32 (local.get $xs)))))
        (local.set $d (f32x4.add (local.get $d)
          (f32x4.mul (v128.load offset=48 (local.get $at)) (v128.load offset=48 (local.get $xs)))))
        (local.set $xs (i32.add (local.get $xs) (i32.const 64)))
        (br_if $along (i32.lt_u
          (local.tee $at (i32.add (local.get $at) (i32.const 64)))
          (local.get $end))))
      (local.set $a (f32x4.add
        (f32x4.add (local.get $a) (local.get $b))
        (f32x4.add (local.get $c) (local.get $d))))
      (f32.store (local.get $out) (f32.add
        (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
        (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
      (local.set $out (i32.add (local.get $out) (local.get $step)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))

  ;; xs @ weights.T: n rows of `width` numbers become n rows of `rows`. A row of weights is unpacked once for all, at
  ;; `spare`.
  (func (export "multiply")
    (param $kind i32) (param $weights i32) (param $rows i32) (param $width i32)
    (param $xs i32) (param $n i32) (param $out i32) (param $spare i32)
    (local $blocks i32) (local $bytes i32) (local $step i32)
    (local.set $blocks (i32.shr_u (local.get $width) (i32.const 5)))
    (local.set $bytes (i32.mul (local.get $blocks)
      (select (i32.const 20) (i32.const 34) (i32.eq (local.get $kind) (i32.const 3)))))
    (local.set $step (i32.shl (local.get $rows) (i32.const 2)))
    (loop $next
      (call $unpack (local.get $kind) (local.get $weights) (local.get $spare) (local.get $blocks))
      (call $dots (local.get $spare) (local.get $width)
        (local.get $xs) (local.get $n) (local.get $out) (local.get $step))
      (local.set $weights (i32.add (local.get $weights) (local.get $bytes)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $next (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; The sum of n rows of `width` numbers, each times its share.
  (func (export "mix")
    (param $shares i32) (param $n i32) (param $rows i32) (param $width i32) (param $out i32)
    (local $sum v128) (local $share i32) (local $row i32) (local $end i32) (local $bytes i32) (local $last i32)
    (local.set $bytes (i32.shl (local.get $width) (i32.const 2)))
    (local.set $last (i32.add (local.get $out) (local.get $bytes)))
    (local.set $end (i32.add (local.get $shares) (i32.shl (local.get $n) (i32.const 2))))
    (loop $next
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $share (local.get $shares))
      (local.set $row (local.get $rows))
      (loop $down
        (local.set $sum (f32x4.add (local.get $sum)
          (f32x4.mul (v128.load32_splat (local.get $share)) (v128.load (local.get $row)))))
        (local.set $row (i32.add (local.get $row) (local.get $bytes)))
        (br_if $down (i32.lt_u
          (local.tee $share (i32.add (local.get $share) (i32.const 4)))
          (local.get $end))))
      (v128.store (local.get $out) (local.get $sum))
      (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
      (br_if $next (i32.lt_u
        (local.tee $out (i32.add (local.get $out) (i32.const 16)))
        (local.get $last)))))
)
