using System.Text.Json;

namespace CityOps.Core.Wire;

/// <summary>How deep JSON from outside may go, and stepping over what nobody asked for without going deeper.</summary>
static class JsonSkip
{
    public const int MaxDepth = 32;

    /// <summary>The reader allows more than we do, so that too deep is ours to see and to name.</summary>
    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 2 * MaxDepth };

    /// <summary>Moves from the first to the last token of a value. False as soon as the value goes deeper than <see cref="MaxDepth"/>.</summary>
    public static bool TrySkip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
            {
                return false;
            }
        }
        while (reader.Read() && reader.CurrentDepth > depth);
        return true;
    }
}
