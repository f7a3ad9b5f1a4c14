using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace CityOps.Core.City;

/// <summary>
/// Numbers that people have set for a station, such as the level at which its river floods, by name; rules take limits from them
/// (<c>limitFrom</c>). They have no unit of their own: a rule reads them in the unit of what it compares. Immutable; equal by content.
/// </summary>
public sealed class StationAttributes : IEquatable<StationAttributes>
{
    public const int Most = 32;

    readonly ImmutableSortedDictionary<string, double> _values;

    StationAttributes(ImmutableSortedDictionary<string, double> values) => _values = values;

    public static StationAttributes None { get; } = new(ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal));

    /// <summary>In the order of their names.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>A letter, then up to 31 letters, digits and underscores.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        text is { Length: >= 1 and <= 32 } && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>False for a name or number that cannot be one, and for more than <see cref="Most"/>.</summary>
    public static bool TryFrom(IReadOnlyDictionary<string, double> values, [NotNullWhen(true)] out StationAttributes? made)
    {
        var isGood = values.Count <= Most && values.All(one => IsName(one.Key) && double.IsFinite(one.Value));
        made = !isGood ? null : values.Count == 0 ? None : new StationAttributes(values.ToImmutableSortedDictionary(StringComparer.Ordinal));
        return isGood;
    }

    public bool TryGet(string name, out double value) => _values.TryGetValue(name, out value);

    /// <summary>JSON; null of none.</summary>
    public string? ToJson() => _values.Count == 0 ? null : JsonSerializer.Serialize(_values);

    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    public static StationAttributes FromJson(string? json) => json is null ? None
        : TryFrom(JsonSerializer.Deserialize<Dictionary<string, double>>(json) ?? [], out var made) ? made
        : throw new InvalidDataException($"BUG: the attributes of a station cannot be read: {json}");

    public bool Equals(StationAttributes? other) => other is not null && (ReferenceEquals(this, other) || _values.SequenceEqual(other._values));

    public override bool Equals(object? obj) => Equals(obj as StationAttributes);

    public override int GetHashCode() => _values.Aggregate(0, (hash, one) => HashCode.Combine(hash, one.Key, one.Value));

    public override string ToString() => string.Join(", ", _values.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value}")));
}
