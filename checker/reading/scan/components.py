"""Whether what recognising scans needs is installed: the extra "ocr"."""

from __future__ import annotations

import importlib

from checker.reading.refused import RefusedError

_MISSING = '这是扫描件（图片），没有可读的文字；请安装识别组件 pip install "fazhi-checker[ocr]"，或改用电子文本。'
_NO_START = (
    '识别组件未能启动（{}），请用 pip install --force-reinstall "fazhi-checker[ocr]" 重新安装，'
    "Windows 上还需有 Microsoft Visual C++ 运行库；或改用电子文本。"
)
_PARTS = ("numpy", "PIL", "cv2", "onnxruntime", "rapidocr")


def require() -> None:
    """Raises RefusedError unless all of it is installed and loads."""
    for part in _PARTS:
        try:
            importlib.import_module(part)
        except ModuleNotFoundError as error:
            raise RefusedError(_MISSING) if error.name == part else no_start(error) from None
        except ImportError as error:  # it is there, but a library of the system that it rests on is not
            raise no_start(error) from None


def no_start(error: Exception) -> RefusedError:
    """What to say when the engine is installed but does not work."""
    return RefusedError(_NO_START.format(type(error).__name__))
