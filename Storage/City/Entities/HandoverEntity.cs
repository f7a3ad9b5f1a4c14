using System.Linq.Expressions;

namespace CityOps.Storage.City.Entities;

/// <summary>A shift that was taken over. Rows are added and never changed.</summary>
sealed class HandoverEntity
{
    public required long Number { get; init; }
    public required long At { get; init; }
    public required long From { get; init; }
    public required string TakenOverBy { get; init; }
    public string? HandedOverBy { get; init; }
    public string? Remarks { get; init; }
    public required int Open { get; init; }
    public required int NotAcknowledged { get; init; }
    /// <summary>A <see cref="ShiftSummary"/> as JSON: lists do not read it.</summary>
    public required string Summary { get; init; }

    public static Expression<Func<HandoverEntity, HandoverHead>> Head { get; } =
        one => new HandoverHead(one.Number, one.At, one.From, one.TakenOverBy, one.HandedOverBy, one.Remarks, one.Open, one.NotAcknowledged);

    public HandoverHead ToHead() => new(Number, At, From, TakenOverBy, HandedOverBy, Remarks, Open, NotAcknowledged);
}
