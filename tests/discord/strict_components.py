"""The forms of components: buttons, menus, blocks of a layout, and what modals ask."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from tests.discord.strict_forms import (
    FILE,
    LINK,
    Address,
    Anything,
    Form,
    Keys,
    Kinds,
    Many,
    Number,
    Text,
)

MOST_COMPONENTS: Final = 40  # of a message with IS_COMPONENTS_V2, counted at every depth


class Kind(IntEnum):
    """The types of components, by their documented names."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


_ANY: Final = Anything()
_COMMON: Final[Keys] = {"type": Number(1, 99, required=True), "id": Number(0, 2**31 - 1)}
_NAMED: Final[Keys] = {**_COMMON, "custom_id": Text(100, 1, required=True)}
_MEDIA: Final = Form({"url": Address(FILE, required=True)}, required=True)
_EMOJI: Final = Form({"id": _ANY, "name": Text(32), "animated": _ANY})
_OPTION_KEYS: Final[Keys] = {
    "label": Text(100, 1, required=True),
    "value": Text(100, 1, required=True),
    "description": Text(100),
    "default": _ANY,
}
_OPTION: Final = Form(_OPTION_KEYS)
_SELECT: Final[Keys] = {
    **_NAMED,
    "placeholder": Text(150),
    "min_values": Number(0, 25),
    "max_values": Number(1, 25),
    "disabled": _ANY,
    "required": _ANY,
}
_DEFAULTS: Final[Keys] = {**_SELECT, "default_values": Many(_ANY, 25)}
_BUTTON: Final = Form(
    {
        **_COMMON,
        "style": Number(1, 6, required=True),
        "label": Text(80),
        "emoji": _EMOJI,
        "custom_id": Text(100, 1),
        "url": Address(LINK, 512),
        "sku_id": _ANY,
        "disabled": _ANY,
    }
)
SELECTS: Final[Mapping[int, Form]] = {
    Kind.STRING_SELECT: Form(
        {
            **_SELECT,
            "options": Many(Form({**_OPTION_KEYS, "emoji": _EMOJI}), 25, 1, required=True),
        }
    ),
    Kind.USER_SELECT: Form(_DEFAULTS),
    Kind.ROLE_SELECT: Form(_DEFAULTS),
    Kind.MENTIONABLE_SELECT: Form(_DEFAULTS),
    Kind.CHANNEL_SELECT: Form({**_DEFAULTS, "channel_types": Many(_ANY, 25)}),
}
_TEXT_DISPLAY: Final = Form({**_COMMON, "content": Text(4000, 1, required=True)})
_ALT_TEXT: Final[Keys] = {"description": Text(1024), "spoiler": _ANY}
_THUMBNAIL: Final = Form({**_COMMON, "media": _MEDIA, **_ALT_TEXT})
_ROW: Final = Form(
    {**_COMMON, "components": Many(Kinds({Kind.BUTTON: _BUTTON, **SELECTS}), 5, 1, required=True)}
)
_BLOCKS: Final[Mapping[int, Form]] = {
    Kind.ACTION_ROW: _ROW,
    Kind.SECTION: Form(
        {
            **_COMMON,
            "components": Many(Kinds({Kind.TEXT_DISPLAY: _TEXT_DISPLAY}), 3, 1, required=True),
            "accessory": Kinds({Kind.BUTTON: _BUTTON, Kind.THUMBNAIL: _THUMBNAIL}, required=True),
        }
    ),
    Kind.TEXT_DISPLAY: _TEXT_DISPLAY,
    Kind.MEDIA_GALLERY: Form(
        {**_COMMON, "items": Many(Form({"media": _MEDIA, **_ALT_TEXT}), 10, 1, required=True)}
    ),
    Kind.FILE: Form(
        {
            **_COMMON,
            "file": Form({"url": Address(("attachment",), required=True)}, required=True),
            "spoiler": _ANY,
        }
    ),
    Kind.SEPARATOR: Form({**_COMMON, "divider": _ANY, "spacing": Number(1, 2)}),
}
# What may stand at the top of a message.
COMPONENTS: Final = Many(
    Kinds(
        {
            **_BLOCKS,
            Kind.CONTAINER: Form(
                {
                    **_COMMON,
                    "components": Many(Kinds(_BLOCKS), MOST_COMPONENTS, 1, required=True),
                    "accent_color": Number(0, 0xFFFFFF),
                    "spoiler": _ANY,
                }
            ),
        }
    ),
    MOST_COMPONENTS,
)

_TEXT_INPUT: Final = Form(
    {
        **_NAMED,
        "style": Number(1, 2, required=True),
        "label": Text(45),
        "value": Text(4000),
        "placeholder": Text(100),
        "required": _ANY,
        "min_length": Number(0, 4000),
        "max_length": Number(1, 4000),
    }
)
_VALUES: Final[Keys] = {"min_values": Number(0, 10), "max_values": Number(1, 10), "required": _ANY}
_LABEL: Final = Form(
    {
        **_COMMON,
        "label": Text(45, 1, required=True),
        "description": Text(100),
        "component": Kinds(
            {
                Kind.TEXT_INPUT: _TEXT_INPUT,
                **SELECTS,
                Kind.FILE_UPLOAD: Form({**_NAMED, **_VALUES}),
                Kind.RADIO_GROUP: Form(
                    {**_NAMED, "required": _ANY, "options": Many(_OPTION, 10, 2, required=True)}
                ),
                Kind.CHECKBOX_GROUP: Form(
                    {**_NAMED, **_VALUES, "options": Many(_OPTION, 10, 1, required=True)}
                ),
                Kind.CHECKBOX: Form({**_NAMED, "default": _ANY}),
            },
            required=True,
        ),
    }
)
_INPUT_ROW: Final = Form(
    {**_COMMON, "components": Many(Kinds({Kind.TEXT_INPUT: _TEXT_INPUT}), 1, 1, required=True)}
)
MODAL: Final = Form(
    {
        "custom_id": Text(100, 1, required=True),
        "title": Text(45, 1, required=True),
        "components": Many(
            Kinds(
                {
                    Kind.ACTION_ROW: _INPUT_ROW,
                    Kind.TEXT_DISPLAY: _TEXT_DISPLAY,
                    Kind.LABEL: _LABEL,
                }
            ),
            5,
            1,
            required=True,
        ),
    },
    required=True,
)
