using System.Text.Json;

namespace CityOps.Core.Alerts;

/// <summary>
/// The members of one JSON object, taken by name. Keeps the first thing that is wrong, as a sentence that begins with the
/// member's path; what is read after it is of no use.
/// </summary>
sealed class MemberReader
{
    readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    readonly MemberReader? _parent;
    readonly string _path;
    string? _error;

    public MemberReader(JsonElement element, string path, string subject, MemberReader? parent = null)
    {
        (_path, _parent) = (path, parent);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fail($"{subject} must be a JSON object.");
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!_left.TryAdd(member.Name, member.Value))
            {
                Refuse(member.Name, "is given twice");
            }
        }
    }

    public string? Error => _parent is null ? _error : _parent.Error;

    public void Refuse(string member, string problem) => Fail($"{_path}{Shown(member)} {problem}.");

    /// <summary>Whether the member was given, null or not; it stays to be taken.</summary>
    public bool Has(string member) => _left.ContainsKey(member);

    /// <param name="lines">Line breaks are welcome.</param>
    public string? Text(string member, bool required, int maxLength, bool lines = false)
    {
        if (!TryTake(member, required, JsonValueKind.String, "a text", out var element))
        {
            return null;
        }

        var text = element.GetString()!;
        if (text.Length == 0 || text.Length > maxLength || string.IsNullOrWhiteSpace(text) || text.Any(c => char.IsControl(c) && !(lines && (c is '\n' or '\r'))))
        {
            Refuse(member, $"must have 1 to {maxLength} characters, not only blanks and no control characters");
        }

        return text;
    }

    public double? Number(string member, bool required)
    {
        if (!TryTake(member, required, JsonValueKind.Number, "a number", out var element))
        {
            return null;
        }

        if (element.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        Refuse(member, "is too large");
        return null;
    }

    public bool Flag(string member, bool whenAbsent)
    {
        if (!_left.Remove(member, out var element))
        {
            return whenAbsent;
        }

        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(member, "must be true or false");
        }

        return element.ValueKind == JsonValueKind.True;
    }

    public IReadOnlyList<JsonElement> List(string member, int maxItems)
    {
        if (!_left.Remove(member, out var element))
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > maxItems)
        {
            Refuse(member, $"must be a list of at most {maxItems} items");
            return [];
        }

        return [.. element.EnumerateArray()];
    }

    /// <summary>The member as an object of its own; null when it is absent or not one.</summary>
    public MemberReader? Object(string member, bool required) =>
        TryTake(member, required, JsonValueKind.Object, "an object", out var element)
            ? new MemberReader(element, $"{_path}{member}.", member, this)
            : null;

    /// <summary>The items of a list, each an object of its own; none where the member is absent or null.</summary>
    public IReadOnlyList<MemberReader> Objects(string member, int maxItems)
    {
        if (_left.TryGetValue(member, out var element) && element.ValueKind == JsonValueKind.Null)
        {
            _left.Remove(member);
        }

        return [.. List(member, maxItems).Select((item, i) => new MemberReader(item, $"{_path}{member}[{i}].", $"{member}[{i}]", this))];
    }

    /// <summary>Refuses whatever was not taken.</summary>
    public void RefuseTheRest()
    {
        foreach (var member in _left.Keys)
        {
            Refuse(member, "is not a member that exists here");
        }
    }

    bool TryTake(string member, bool required, JsonValueKind kind, string what, out JsonElement element)
    {
        var given = _left.Remove(member, out element);
        if (given && element.ValueKind == kind)
        {
            return true;
        }

        if (given ? required || element.ValueKind != JsonValueKind.Null : required)
        {
            Refuse(member, given ? $"must be {what}" : "is missing");
        }

        return false;
    }

    void Fail(string sentence)
    {
        if (_parent is not null)
        {
            _parent.Fail(sentence);
        }
        else
        {
            _error ??= sentence;
        }
    }

    /// <summary>Names come from outside: a long one is cut, control characters do not reach a log.</summary>
    static string Shown(string member)
    {
        var clean = string.Concat(member.Select(c => char.IsControl(c) ? '?' : c));
        return clean.Length <= 64 ? clean : clean[..64] + "…";
    }
}
