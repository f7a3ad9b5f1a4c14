using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CityOps.Storage.City;

/// <summary>
/// The last alert of a page. It names a place in the order, not a number of rows, so alerts that are raised or change between
/// two pages neither repeat nor hide others. Its text is opaque to callers and safe in a URL.
/// </summary>
public sealed record AlertCursor(long RaisedAt, string Id)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out AlertCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text) || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var raisedAt))
        {
            return false;
        }

        cursor = new AlertCursor(raisedAt, parts[1]);
        return true;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{RaisedAt}|{Id}")));
}
