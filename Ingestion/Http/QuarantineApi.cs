using System.Globalization;
using System.Text;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Intake;
using CityOps.Storage.City;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Http;

/// <summary>What was refused, newest first, to look at; and to have it judged again.</summary>
public static class QuarantineApi
{
    const int MostText = 2_000;

    public static void MapQuarantine(this IEndpointRouteBuilder api)
    {
        api.MapGet("/quarantine", Quarantine).Produces<ListAnswer<QuarantineItem>>();
        var replay = api.MapGroup("/quarantine").RequireAuthorization(Policies.Administer);
        replay.MapPost("/{id}/replay", ReplayOne).Produces<ReplayAnswer>();
        replay.MapPost("/replay", ReplayAll).Accepts<ReplayBody>(Body.Json, Body.Any).Produces<ReplayAllAnswer>();
    }

    /// <param name="before">Ids below it.</param>
    public static ListAnswer<QuarantineItem> Page(Journal journal, string? device, RejectReason? reason, long before, int most)
    {
        var rows = journal.Quarantine(before, device, most + 1, reason);
        var next = rows.Count > most ? rows[most - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return new ListAnswer<QuarantineItem>([.. rows.Take(most).Select(ItemOf)], next);
    }

    static IResult Quarantine(Journal journal, string? device, string? reason, string? limit, string? cursor) =>
        Results.Ok(Page(journal, device, Parameters.Reason(reason), Parameters.Before(cursor), Parameters.Limit(limit)));

    static async Task<IResult> ReplayOne(string id, HttpContext context, QuarantineReplay replay, AuditTrail audit, CancellationToken cancellationToken)
    {
        var row = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await replay.OneAsync(number, cancellationToken) : null;
        var answer = ReplayAnswer.From(row ?? throw ApiException.Unknown("quarantined message", id));
        await audit.AddAsync(answer.By(Actors.Behind(context)), CancellationToken.None);
        return Results.Ok(answer);
    }

    static async Task<IResult> ReplayAll(HttpRequest request, QuarantineReplay replay, AuditTrail audit, CancellationToken cancellationToken)
    {
        var filter = await Body.ReadOrAsync(request, new ReplayBody(null, null), cancellationToken);
        if (filter.Device is { } device && !Identifiers.IsId(device))
        {
            throw ApiException.BadParameter("device", "must be the id of a device");
        }

        var answer = ReplayAllAnswer.From(await replay.AllAsync(filter.Device, Parameters.Reason(filter.Reason), cancellationToken));
        await audit.AddAsync(answer.By(Actors.Behind(request.HttpContext), filter.Device), CancellationToken.None);
        return Results.Ok(answer);
    }

    static QuarantineItem ItemOf(QuarantinedMessage row) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), Instants.ToRfc3339(row.ReceivedAt), row.Entry.Topic, row.Device, row.Entry.Reason.ToWire(),
        row.Entry.Detail, row.Entry.Bytes, Convert.ToBase64String(row.Entry.Payload), TextOf(row.Entry.Payload));

    /// <summary>The payload as text where it is one; control characters become spaces, bytes that are no UTF-8 the replacement character.</summary>
    static string TextOf(byte[] payload)
    {
        var text = Encoding.UTF8.GetString(payload.AsSpan(0, Math.Min(payload.Length, MostText)));
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }
}

/// <param name="Bytes">Size of the whole payload.</param>
/// <param name="Payload">Its beginning, base64.</param>
public sealed record QuarantineItem(
    string Id, string ReceivedAt, string Topic, string? Device, string Reason, string? Detail, int Bytes, string Payload, string Text);
