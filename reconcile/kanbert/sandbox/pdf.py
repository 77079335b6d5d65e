"""The document of an outgoing invoice: one page that names it. Small, and as valid as any (ISO 32000-1, 7.5)."""

from __future__ import annotations

from reconcile.kanbert.answers import ApiObject


def pdf_of(invoice: ApiObject) -> bytes:
    total = f"{invoice.get('sum_gross')} {invoice.get('currency')}"
    lines = (f"Practice invoice {invoice.get('invoice_number')}", total)
    shown = " ".join(f"({_escaped(line)}) Tj 0 -24 Td" for line in lines)
    content = f"BT /F1 18 Tf 72 720 Td {shown} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(file)


def _escaped(text: str) -> str:
    """Within the parentheses of a PDF text."""
    plain = text.encode("ascii", "replace").decode("ascii")
    return "".join(f"\\{char}" if char in "()\\" else char for char in plain if char.isprintable())
