using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Http;

/// <summary>Readings that the store refused for good, newest first, to look at.</summary>
public static class DeadLettersApi
{
    public static void MapDeadLetters(this IEndpointRouteBuilder api) =>
        api.MapGet("/dead-letters", DeadLetters).Produces<ListAnswer<DeadLetterItem>>();

    /// <param name="before">Ids below it.</param>
    public static ListAnswer<DeadLetterItem> Page(Journal journal, long before, int most)
    {
        var rows = journal.Index.DeadLetters(before, most + 1);
        var next = rows.Count > most ? rows[most - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return new ListAnswer<DeadLetterItem>([.. rows.Take(most).Select(ItemOf)], next);
    }

    static IResult DeadLetters(Journal journal, string? limit, string? cursor) => Results.Ok(Page(journal, Parameters.Before(cursor), Parameters.Limit(limit)));

    static DeadLetterItem ItemOf(DeadLetter letter) => new(
        letter.Id.ToString(CultureInfo.InvariantCulture), Instants.ToRfc3339(letter.ReceivedAt), letter.Device, letter.Line, letter.Error);
}

/// <param name="Line">What the store was sent.</param>
/// <param name="Error">What it said.</param>
public sealed record DeadLetterItem(string Id, string ReceivedAt, string Device, string Line, string Error);
