namespace CityOps.Storage.City.Entities;

/// <summary>A row that people change: the revision is its concurrency token and rises with every change.</summary>
interface IRevised
{
    int Revision { get; set; }
}
