/** Where a chart's levels begin, in pixels from its left and top. */
export const LEFT = 58;
export const TOP = 20;
