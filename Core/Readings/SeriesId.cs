using System.Diagnostics.CodeAnalysis;

namespace CityOps.Core.Readings;

/// <summary>One quantity of one device, written <c>{device}:{quantity}</c>. The default value names nothing.</summary>
public readonly record struct SeriesId(string Device, string Quantity)
{
    /// <summary>Reads <c>{device}:{quantity}</c>; false when either part breaks its pattern.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SeriesId series)
    {
        series = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0 || !Identifiers.IsId(text.AsSpan(0, colon)) || !Identifiers.IsQuantity(text.AsSpan(colon + 1)))
        {
            return false;
        }

        series = new SeriesId(text![..colon], text[(colon + 1)..]);
        return true;
    }

    public override string ToString() => $"{Device}:{Quantity}";
}
