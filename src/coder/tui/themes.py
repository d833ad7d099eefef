"""The colours: a calm light theme, a dark one, and one of high contrast.

Meaning is carried by signs and weight as well; blue against orange stays apart for every common
kind of colour blindness. Extra names, used in style sheets and texts:
`$words` and `$on-words` (matched words), `$quiet` (what is read last), `$line` (separators),
`$cursor` (the line in hand).

A near-white is shown as grey in 256 colours only when its saturation stays under 0.15 (rich's
rule); a warmer panel would turn pink there.
"""

from __future__ import annotations

from textual.theme import Theme

LIGHT = Theme(
    name="coder-light",
    primary="#1D5B79",
    secondary="#5C6B73",
    accent="#A8480C",
    warning="#8A5A00",
    error="#A1260D",
    success="#1D5B79",
    foreground="#1F2428",
    background="#F6F4EF",
    surface="#FFFFFF",
    panel="#EBE9E5",
    dark=False,
    variables={
        "words": "#FFE3A3",
        "on-words": "#1F2428",
        "quiet": "#5E666C",
        "line": "#D8D3C8",
        "cursor": "#D5E5EC",
        "block-cursor-blurred-background": "#EBE9E5",
        "block-cursor-blurred-foreground": "#1F2428",
        "block-cursor-background": "#D5E5EC",
        "block-cursor-foreground": "#1F2428",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#1D5B79 25%",
        "border": "#1D5B79",
        "border-blurred": "#D8D3C8",
        "scrollbar": "#D0CABD",
        "scrollbar-hover": "#A9A294",
        "scrollbar-active": "#1D5B79",
        "scrollbar-background": "#EBE9E5",
        "scrollbar-background-hover": "#EBE9E5",
        "scrollbar-background-active": "#EBE9E5",
        "scrollbar-corner-color": "#EBE9E5",
    },
)

DARK = Theme(
    name="coder-dark",
    primary="#8CC7E0",
    secondary="#93A1A9",
    accent="#F2B26B",
    warning="#F2B26B",
    error="#FF9D8A",
    success="#8CC7E0",
    foreground="#E4E7E9",
    background="#161A1D",
    surface="#1D2327",
    panel="#22292E",
    dark=True,
    variables={
        "words": "#5E4A12",
        "on-words": "#FFF3D6",
        "quiet": "#9BA6AD",
        "line": "#374149",
        "cursor": "#274250",
        "block-cursor-blurred-background": "#2A3238",
        "block-cursor-blurred-foreground": "#E4E7E9",
        "block-cursor-background": "#274250",
        "block-cursor-foreground": "#E4E7E9",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#8CC7E0 30%",
        "border": "#8CC7E0",
        "border-blurred": "#374149",
        "scrollbar": "#3E4A52",
        "scrollbar-hover": "#5A6972",
        "scrollbar-active": "#8CC7E0",
        "scrollbar-background": "#22292E",
        "scrollbar-background-hover": "#22292E",
        "scrollbar-background-active": "#22292E",
        "scrollbar-corner-color": "#22292E",
    },
)

CONTRAST = Theme(
    name="coder-contrast",
    primary="#FFFFFF",
    secondary="#FFFFFF",
    accent="#FFD60A",
    warning="#FFD60A",
    error="#FFB4A8",
    success="#FFFFFF",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={
        "words": "#FFD60A",
        "on-words": "#000000",
        "quiet": "#E0E0E0",
        "line": "#FFFFFF",
        "cursor": "#00359E",
        "block-cursor-blurred-background": "#303030",
        "block-cursor-blurred-foreground": "#FFFFFF",
        "block-cursor-background": "#00359E",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "bold",
        "border": "#FFFFFF",
        "border-blurred": "#A0A0A0",
        "scrollbar": "#FFFFFF",
        "scrollbar-background": "#303030",
    },
)

THEMES = (LIGHT, DARK, CONTRAST)
DEFAULT = LIGHT.name
