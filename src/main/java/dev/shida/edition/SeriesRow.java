package dev.shida.edition;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "series")
class SeriesRow {
    @Id
    String id;

    @Embedded
    Label label;

    SeriesRow() {}

    SeriesRow(String id, Label label) {
        this.id = id;
        this.label = label;
    }
}
