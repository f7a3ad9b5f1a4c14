namespace CityOps.Ingestion.Http;

/// <summary>A page of a list.</summary>
/// <param name="Next">Ask again with <c>cursor</c> set to it; null on the last page.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next);

public static class ListAnswer
{
    /// <summary>A page of a list that is ordered by id, after the id in <paramref name="cursor"/>.</summary>
    public static ListAnswer<T> Page<T>(IEnumerable<T> ordered, Func<T, string> id, string? cursor, int limit)
    {
        var items = ordered.SkipWhile(item => cursor is not null && string.CompareOrdinal(id(item), cursor) <= 0).Take(limit + 1).ToList();
        return items.Count > limit ? new(items[..limit], id(items[limit - 1])) : new(items, null);
    }
}
